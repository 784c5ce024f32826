// Checks of a page's layout, run by the tests. Each function returns the texts and elements that break the rule.
(() => {
  const name = (element) => {
    const id = element.id ? "#" + element.id : "";
    const classes = [...element.classList].map((c) => "." + c).join("");
    return element.localName + id + classes;
  };
  const excerpt = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);

  // Text that is there for screen readers alone is cut on purpose: a box of one pixel, or a clip of everything.
  const forReadersAlone = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const cut = style.overflowX !== "visible" || style.clipPath !== "none" || style.clip !== "auto";
      if (cut && (box.width <= 1 || box.height <= 1 || style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)")) return true;
    }
    return false;
  };

  // A skip link waits wholly outside the page, to the left or above, until it has the focus.
  const parked = (box, element) =>
    element.closest('a[href^="#"]') && (box.right + scrollX <= 0 || box.bottom + scrollY <= 0);

  const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
  const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";

  // The nearest ancestor that hides a part of the box, or "viewport" when the page itself does. A pixel is rounding.
  const cutter = (box, element) => {
    let reachableX = false, reachableY = false;
    for (let e = element; e && e !== document.documentElement && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.display === "inline" || style.display === "contents") continue;
      const edge = e.getBoundingClientRect();
      reachableX ||= scrolls(style.overflowX);
      reachableY ||= scrolls(style.overflowY);
      if (!reachableX && cuts(style.overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) return name(e);
      if (!reachableY && cuts(style.overflowY) && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1)) return name(e);
      if (style.position === "fixed") break;
    }
    const width = document.documentElement.clientWidth;
    if (!reachableX && (box.right + scrollX > width + 1 || box.left + scrollX < -1)) return "viewport";
    return "";
  };

  const lostTexts = () => {
    const lost = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const by = box.width > 0 && box.height > 0 && !parked(box, parent) ? cutter(box, parent) : "";
        if (by && !forReadersAlone(parent)) {
          lost.push(`"${excerpt(node.data)}" in ${name(parent)} cut by ${by}`);
          break;
        }
      }
    }
    return lost;
  };

  const lostControls = () => {
    const lost = [];
    for (const element of document.body.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, img, svg, summary, [data-mark]")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      const by = box.width > 0 && box.height > 0 && !parked(box, element) ? cutter(box, element) : "";
      if (by && !forReadersAlone(element)) lost.push(`${name(element)} cut by ${by}`);
    }
    return lost;
  };

  // What a person cannot see at this size, nor scroll to downwards or in a region of its own.
  const lost = () => {
    const found = [...lostTexts(), ...lostControls()];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);
    return [...new Set(found)];
  };

  // The distances of WCAG 2.2, 1.4.12. A constructed sheet passes the page's content security policy.
  const spacing = new CSSStyleSheet();
  spacing.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);

  const lostWhenSpaced = () => {
    const before = new Set(lost());
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, spacing];
    const after = lost();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== spacing);
    return after.filter((entry) => !before.has(entry));
  };

  return { lost, lostWhenSpaced };
})()
