"use strict";
(() => {
  const table = document.getElementById("trackers");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const find = document.getElementById("find");
  const state = document.getElementById("state");
  const stale = document.getElementById("stale");
  const gap = document.getElementById("gap");
  const count = document.getElementById("count");
  const text = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function filter() {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const kept = text.get(row).includes(wanted) && (!state.value || row.dataset.state === state.value) &&
        (!stale.checked || row.dataset.stale) && (!gap.checked || row.dataset.gap);
      row.hidden = !kept;
      shown += kept ? 1 : 0;
    }
    count.textContent = shown.toLocaleString("en") + " of " + rows.length.toLocaleString("en") + " shown";
  }

  function value(row, place) {
    const cell = row.cells[place];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
  }

  function compare(a, b) {
    const x = Number(a);
    const y = Number(b);
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
  }

  function sort(head) {
    const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) { other.removeAttribute("aria-sort"); }
    head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
    const keyed = rows.map((row) => [value(row, head.cellIndex), row]);
    keyed.sort(([a], [b]) => a === b ? 0 : a === "" ? 1 : b === "" ? -1 : way * compare(a, b));
    body.append(...keyed.map(([, row]) => row));
  }

  function open() {
    const wanted = document.getElementById(location.hash.slice(1));
    if (wanted && wanted.tagName === "DETAILS") {
      wanted.open = true;
      wanted.querySelector("summary").focus();
    }
  }

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  for (const control of [find, state, stale, gap]) { control.addEventListener("input", filter); }
  window.addEventListener("hashchange", open);
  document.getElementById("tools").hidden = false;
  filter();
  open();
})();
