import type { ReactNode } from "react";
import { parseSymbol, type SymbolPart } from "./tex";

function Part({ part }: { readonly part: SymbolPart }): ReactNode {
  switch (part.kind) {
    case "letter":
      return <i>{part.text}</i>;
    case "upright":
      return part.text;
    case "sub":
      return <sub>{draw(part.parts)}</sub>;
    case "sup":
      return <sup>{draw(part.parts)}</sup>;
  }
}

const draw = (parts: readonly SymbolPart[]): ReactNode =>
  parts.map((part, index) => {
    // Parts of one symbol never change their places.
    const place = `${index}`;
    return <Part key={place} part={part} />;
  });

/** A paper's letter, typeset; hidden from screen readers, which have the label. */
export function MathSymbol({ tex }: { readonly tex: string }) {
  return (
    <span className="symbol" aria-hidden="true">
      {draw(parseSymbol(tex))}
    </span>
  );
}
