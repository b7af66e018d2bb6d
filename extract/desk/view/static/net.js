// Questions to the server of this page; what is not asked for anew stays at hand.

const kept = new Map();

export class Failed extends Error {}

/** Ask for JSON; throws Failed with the sentence of the server. */
export async function ask(path, params = {}) {
  const answer = await fetched(path, params);
  return answer.json();
}

/** Ask for words, such as those of a drawing. */
export async function askWords(path, params = {}) {
  const answer = await fetched(path, params);
  return answer.text();
}

/** Ask once: the tables of a snapshot do not change. */
export function askOnce(path) {
  if (!kept.has(path)) {
    const asked = ask(path);
    asked.catch(() => kept.delete(path));
    kept.set(path, asked);
  }
  return kept.get(path);
}

async function fetched(path, params) {
  const given = Object.entries(params).filter(([, v]) => v !== "" && v !== undefined && v !== null);
  const query = new URLSearchParams(given).toString();
  let answer;
  try {
    answer = await fetch(query ? `${path}?${query}` : path);
  } catch {
    throw new Failed("The server of this page has ended. 服务已停止。");
  }
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Failed(told.error ?? `${answer.status} ${answer.statusText}`);
}

/** Tables as they are declared, by name. */
export async function declared() {
  const tables = await askOnce("/api/tables");
  return new Map(tables.map((table) => [table.name, table]));
}

/** The path of an address, each part of it encoded. */
export function way(...parts) {
  return parts.map(encodeURIComponent).join("/");
}

/** An address of this page, such as #/documents/1f?cell=drugs/…. */
export function link(parts, params = {}) {
  const given = Object.entries(params).filter(([, v]) => v !== "" && v !== undefined && v !== null && v !== false);
  const query = new URLSearchParams(given).toString();
  return `#/${way(...parts)}${query ? `?${query}` : ""}`;
}
