"""Where a cell of a table stands, as Excel says it."""


def column_name(number: int) -> str:
    """Return the letters of a column: 1 → A, 28 → AB."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """Return the number of a column: AB → 28; 0 for no letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
