// Rows that the keys move between: one of them is focused, and Enter opens it.

/** Return the keys that move between the rows which `list` gives at that moment. */
export function moving(list) {
  const step = (by) => () => {
    const rows = list();
    if (!rows.length) return false;
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + by));
    focused(rows, rows[next]);
    return true;
  };
  return { j: step(1), k: step(-1) };
}

/** Focus a row; it alone is reached by Tab. */
export function focused(rows, row) {
  for (const other of rows) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
