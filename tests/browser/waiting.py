"""Waiting for what Playwright cannot wait for: a script that takes its time, and two windows that give the same."""

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import Page

LONG = 30.0
"""seconds"""


async def until_gives(page: Page, script: str, wanted: object) -> None:
    """Wait until an async script gives a value; ``wait_for_function`` takes its promise for a yes."""
    async with asyncio.timeout(LONG):
        while await page.evaluate(script) != wanted:  # noqa: ASYNC110 - what is waited for happens in a browser
            await asyncio.sleep(0.05)


async def until_one_text(one: Callable[[], Awaitable[str]], other: Callable[[], Awaitable[str]]) -> str:
    """Wait until two windows give the same text; what neither of them waits for may still be on its way."""
    async with asyncio.timeout(LONG):
        while (text := await one()) != await other():  # noqa: ASYNC110 - what is waited for happens in a browser
            await asyncio.sleep(0.05)
    return text
