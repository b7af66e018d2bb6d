// A value of a table, as words: a coarse day is shown as coarse as it is known.

import { t, valueWord } from "./i18n.js";

const COARSE = { year: 4, month: 7, day: 10, minute: 16, second: 19 };

/** The value of a column of a row in words, or null where it has none. */
export function shown(column, row) {
  const value = row[column.name];
  if (value === null || value === undefined) return null;
  const exact = row[`${column.name}_precision`];
  if (exact && typeof value === "string" && COARSE[exact]) return value.slice(0, COARSE[exact]);
  if (column.values?.length && typeof value === "string") return valueWord(value);
  return plain(value);
}

/** Any value in words. */
export function plain(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (Array.isArray(value)) return value.map(plain).join("、");
  if (typeof value === "object") {
    return Object.values(value).filter((part) => part !== null).map(plain).join(" · ");
  }
  if (typeof value === "number") return String(Math.round(value * 1e6) / 1e6);
  return value;
}

/** Whether numbers are compared down the column. */
export const isNumber = (column) => /^(int|double|decimal)/.test(column.type);

/** What a column is, for who rests on its head. */
export function meaning(column) {
  const unit = column.unit ? ` (${t("unit")}: ${column.unit})` : "";
  return `${column.label} · ${column.name}\n${column.meaning}${unit}`;
}
