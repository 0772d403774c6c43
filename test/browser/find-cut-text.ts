import type { Page } from 'playwright-core'

/**
 * Looks at every text that is seen: whether it sticks out of a box that has an edge, or is cut by one that does not scroll; and
 * whether what a field shows of itself has room in it.
 */
const script = `(() => {
  const found = new Set()
  const say = (text, box) => found.add('“' + text.slice(0, 40) + '” is cut by ' + box.tagName.toLowerCase() + ' ' + box.className)
  const dialog = document.querySelector('dialog[open]')
  const isSeen = (element) => (!dialog || dialog.contains(element)) && element.checkVisibility()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { currentNode: node } = texts
    const text = node.data.trim()
    if (text === '' || !isSeen(node.parentElement) || node.parentElement.closest('option, .skip-link, .visually-hidden')) continue
    const range = new Range()
    range.selectNodeContents(node)
    const of = range.getBoundingClientRect()
    for (let box = node.parentElement; box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      const { left, right, bottom, width } = box.getBoundingClientRect()
      // Only for who hears it; or it can be scrolled to.
      if (width <= 1 || /auto|scroll/.test(style.overflowX)) break
      const hides = style.overflowX !== 'visible'
      const hasEdge = hides || parseFloat(style.borderRightWidth) > 0
      if (hasEdge && (of.right > right + 1 || of.left < left - 1)) say(text, box)
      if (hides && of.bottom > bottom + 1) say(text, box)
    }
  }
  const pen = document.createElement('canvas').getContext('2d')
  for (const field of document.querySelectorAll('select, input')) {
    const isList = field.tagName === 'SELECT'
    const text = isList ? field.selectedOptions[0]?.text : field.placeholder
    if (!text || !isSeen(field)) continue
    const style = getComputedStyle(field)
    pen.font = style.font
    const arrow = isList ? 18 : 0
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow
    if (pen.measureText(text).width > room + 1) say(text, field)
  }
  return [...found]
})()`

export async function findCutText(page: Page): Promise<string[]> {
  return (await page.evaluate(script)) as string[]
}
