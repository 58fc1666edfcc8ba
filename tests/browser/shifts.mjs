// What a page counts against itself while it loads.

/** Run in a page before its own scripts: `shifted` adds up what moves, `moved` says what it was. */
export function watchShifts() {
  window.shifted = 0;
  window.moved = new Set();
  const name = ({ node }) => {
    const element = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
    return element ? [element.localName, ...element.classList].join(".") : "what is gone";
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifted += entry.value;
      for (const source of entry.sources) window.moved.add(name(source));
    }
  }).observe({ type: "layout-shift", buffered: true });
}
