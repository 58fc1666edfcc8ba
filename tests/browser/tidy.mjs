/** In a page: what no rule of openness forbids and a reader frowns at, a line each. */
export function untidy() {
  const found = [];
  const seen = (part) => part.getClientRects().length > 0;
  for (const grid of [...document.querySelectorAll(".cols")].filter(seen)) {
    const [columns, cells] = [getComputedStyle(grid).gridTemplateColumns.split(" ").length, grid.childElementCount];
    if (cells > columns && cells % columns) found.push(`hole: ${cells} columns of stories stand on ${columns} (${grid.className})`);
  }
  const range = document.createRange();
  for (const heading of [...document.querySelectorAll("h1, h2, h3")].filter(seen)) {
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode } = walker;
      for (const { 0: word, index } of currentNode.data.matchAll(/[^\s\u00ad\u200b\-\u2010-\u2014/]+/gu)) {
        range.setStart(currentNode, index);
        range.setEnd(currentNode, index + word.length);
        const lines = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top / 8));
        if (Math.max(...lines) - Math.min(...lines) > 1) found.push(`breaks: “${word}” stands on two lines of a headline`);
      }
    }
  }
  return found;
}
