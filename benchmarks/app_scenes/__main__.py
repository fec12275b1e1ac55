"""One scene: ``python -m benchmarks.app_scenes NAME`` prints its figures as JSON."""

import asyncio
import json
import sys

from benchmarks.app_scenes import browser, exports, many, pages

SCENES = {
    each.__name__: each
    for each in (
        browser.page_loads,
        browser.choices,
        pages.page_builds,
        pages.first_open,
        pages.memory,
        pages.matrix_change,
        pages.history,
        many.start_up,
        many.enter_demo,
        many.home,
        exports.exports,
    )
}
"""name -> what measures it"""

if __name__ == '__main__':
    print(json.dumps(asyncio.run(SCENES[sys.argv[1]]())))
