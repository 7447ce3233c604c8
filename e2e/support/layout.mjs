// Questions about how a page stands on the screen.
import { expect } from "@playwright/test";

/** Fails when the page scrolls sideways at this width (CSS pixels), and names what sticks out. */
export async function noSidewaysScroll(page, width) {
  await page.setViewportSize({ width, height: 844 });
  const { over, culprits } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - room;
    const scrollsItself = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return true;
      }
      return false;
    };
    const culprits = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !scrollsItself(element))
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return { over, culprits: over > 0 ? culprits : [] };
  });
  expect({ over, culprits }, `${page.url()} must not scroll sideways at ${width}`).toEqual({ over: 0, culprits: [] });
}

/** Fails unless the element that has the focus shows that it has it. */
export async function focusShows(page) {
  const style = await page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
    return { outline: outlineStyle !== "none" && parseFloat(outlineWidth) > 0, shadow: boxShadow !== "none" };
  });
  expect(style.outline || style.shadow, "the focused element must look focused").toBe(true);
}
