/** Evaluated in a page: texts whose contrast with what is behind them is below 4.5 to 1. */
export const findLowContrast = `(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = (color) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
      const part = color[index] / 255
      return sum + weight * (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    }, 0)
  const backgroundOf = (element) => {
    if (element === null) return [255, 255, 255]
    const color = parse(getComputedStyle(element).backgroundColor)
    return color.length === 4 && color[3] === 0 ? backgroundOf(element.parentElement) : color
  }
  const low = []
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    const isShown = element.getClientRects().length > 0 && !element.closest('.unseen, script, button:disabled')
    if (!hasText || !isShown) continue
    const style = getComputedStyle(element)
    const front = luminance(parse(element instanceof SVGElement ? style.fill : style.color))
    const back = luminance(backgroundOf(element))
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
    if (contrast < 4.5) low.push(contrast.toFixed(1) + ' ' + element.outerHTML.slice(0, 100))
  }
  return low
})()`
