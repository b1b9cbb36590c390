"""Records + catalogue + roster → tables. Reads no record file and believes no verdict."""
