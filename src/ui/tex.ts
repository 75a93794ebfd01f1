/** Short TeX symbols as a tree that React can draw, so that the first screen needs no KaTeX. */

export type SymbolPart =
  | { readonly kind: "letter" | "upright"; readonly text: string }
  | { readonly kind: "sub" | "sup"; readonly parts: readonly SymbolPart[] };

const COMMANDS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  Delta: "Δ",
  epsilon: "ε",
  varepsilon: "ε",
  ell: "ℓ",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  Theta: "Θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  Sigma: "Σ",
  tau: "τ",
  phi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Omega: "Ω",
  langle: "⟨",
  rangle: "⟩",
  lfloor: "⌊",
  rceil: "⌉",
  dashv: "⊣",
  pm: "±",
  infty: "∞",
  cdot: "·",
  times: "×",
  circ: "∘",
  int: "∫",
  sum: "Σ",
  partial: "∂",
  to: "→",
  downarrow: "↓",
};

interface Cursor {
  readonly tex: string;
  at: number;
}

const isLetter = (char: string): boolean => /\p{L}/u.test(char);

function braced(cursor: Cursor): string {
  const open = cursor.at;
  let depth = 0;
  for (; cursor.at < cursor.tex.length; cursor.at++) {
    const char = cursor.tex[cursor.at];
    if (char === "{") depth++;
    if (char === "}" && --depth === 0) return cursor.tex.slice(open + 1, cursor.at++);
  }
  throw new Error(`unbalanced braces in ${cursor.tex}`);
}

/** One atom after a mark such as `_`: a group, a command or a single character. */
function atom(cursor: Cursor): readonly SymbolPart[] {
  while (cursor.tex[cursor.at] === " ") cursor.at++;
  if (cursor.tex[cursor.at] === "{") return parseSymbol(braced(cursor));
  const start = cursor.at;
  if (cursor.tex[cursor.at] === "\\") return command(cursor);
  cursor.at++;
  return parseSymbol(cursor.tex.slice(start, cursor.at));
}

function command(cursor: Cursor): readonly SymbolPart[] {
  const name = /^\\([a-zA-Z]+|.)/.exec(cursor.tex.slice(cursor.at))?.[1] ?? "";
  cursor.at += name.length + 1;
  if (name === "text" || name === "mathrm") return [{ kind: "upright", text: braced(cursor) }];
  if (name === "," || name === ";" || name === " ") return [{ kind: "upright", text: "\u2009" }];
  if (name === "dot" || name === "bar" || name === "hat") {
    const accent = { dot: "\u0307", bar: "\u0304", hat: "\u0302" }[name];
    return atom(cursor).map((part) => ("text" in part ? { ...part, text: part.text + accent } : part));
  }
  const text = COMMANDS[name];
  if (text === undefined) throw new Error(`unknown command \\${name} in ${cursor.tex}`);
  return [{ kind: isLetter(text) && text !== text.toUpperCase() ? "letter" : "upright", text }];
}

/**
 * Reads a symbol such as `\tau_+` or `\langle \dot w \rangle_c`.
 *
 * @throws Error on a command or bracket it does not know, so that a declaration cannot show raw TeX.
 */
export function parseSymbol(tex: string): readonly SymbolPart[] {
  const cursor: Cursor = { tex, at: 0 };
  const parts: SymbolPart[] = [];
  while (cursor.at < tex.length) {
    const char = tex[cursor.at] as string;
    if (char === "\\") {
      parts.push(...command(cursor));
    } else if (char === "{") {
      parts.push(...parseSymbol(braced(cursor)));
    } else {
      cursor.at++;
      if (char === "_" || char === "^") parts.push({ kind: char === "_" ? "sub" : "sup", parts: atom(cursor) });
      else if (char !== " ")
        parts.push({ kind: isLetter(char) ? "letter" : "upright", text: char === "-" ? "\u2212" : char });
    }
  }
  return parts;
}

/** A symbol that only repeats a word, e.g. `\text{rule}`, says nothing beside its label. */
export const isWord = (tex: string): boolean => /^\\text\{[^{}]*\}$/.test(tex);
