"""How somebody types in a live text: once it is there to be typed in, and at its end or its beginning."""

import re

from playwright.async_api import Locator, expect

ON_ITS_WAY = 'De tekst wordt opgehaald …'


async def type_at_end(field: Locator, text: str, delay: float = 0) -> None:
    """Type behind all that is in the field.

    :param field: the editor of a live text
    :param delay: milliseconds between two keys
    """
    await begin_at_end(field)
    await field.page.keyboard.type(text, delay=delay)


async def begin_at_end(field: Locator) -> None:
    """Put the caret behind all that is in the field, once its text has arrived."""
    await until_here(field)
    await field.click()
    await field.page.keyboard.press('Control+End')


async def put_in(field: Locator, text: str) -> None:
    """Put words in front of all that is in the field in one go, like a phone that completes them."""
    await until_here(field)
    await field.click()
    await field.page.keyboard.press('Control+Home')
    await field.page.keyboard.insert_text(text)
    await expect(field).to_contain_text(text)


async def until_here(field: Locator) -> None:
    """Wait until the text has arrived; who waits too long for it may type before, and then it comes around that."""
    await expect(field).to_be_editable()
    await expect(field).not_to_have_attribute('aria-placeholder', re.compile(ON_ITS_WAY))
