from collections.abc import Callable

from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.pages.quiz_html import unit_html
from portal.pages.quiz_markup import bank_markup


def test_the_text_of_a_page_is_kept_even_where_it_speaks_of_our_markers(
    plugin_html: Callable[[str], str], small_catalogue: Catalogue
) -> None:
    bank: Bank = small_catalogue.banks[0]
    text = "一句话。\n\n<!-- portal-question of-old -->\n\n后一句。\n\n"
    rendered = plugin_html(text + bank_markup(bank))
    page = unit_html(rendered, rendered, bank, 1, 80)
    assert page.index("一句话。") < page.index("后一句。") < page.index('<section class="portal-quiz"')
    assert page.count("<portal-question ") == len(bank.published)
