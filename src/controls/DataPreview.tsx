import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { DataSummary } from "../../workers/protocol";
import { currentLanguage, useT } from "../i18n";
import styles from "./data.module.css";

/** Ink dark on white paper, in both themes. */
function draw(canvas: HTMLCanvasElement | null, pixels: Uint8Array, side: number): void {
  const context = canvas?.getContext("2d");
  if (context === null || context === undefined) return;
  const image = context.createImageData(side, side);
  for (const [k, ink] of pixels.entries()) image.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * k);
  context.putImageData(image, 0, 0);
}

function Picture({ pixels, side, label }: { pixels: Uint8Array; side: number; label: number | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current, pixels, side), [pixels, side]);
  return (
    <figure className={styles.picture}>
      <canvas ref={canvas} width={side} height={side} aria-hidden />
      <figcaption>{label ?? "?"}</figcaption>
    </figure>
  );
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

/** The first pictures of a file with their labels, and how often each class occurs. */
export function DataPreview({ pictures, labels }: { pictures: DataSummary; labels: DataSummary | undefined }) {
  const t = useT();
  const { side } = pictures;
  const told = pictures.kind === "samples" ? pictures : labels;
  const count = pictures.pictures.length / side ** 2;
  return (
    <>
      <Text size="sm">{t("data.preview", { n: count })}</Text>
      <div className={styles.pictures} data-preview>
        {numbers(count).map((number) => (
          <Picture
            key={number}
            pixels={pictures.pictures.subarray(number * side * side, (number + 1) * side * side)}
            side={side}
            label={told?.labels[number]}
          />
        ))}
      </div>
      {told === undefined ? null : (
        <>
          <Text size="sm">{t("data.classes")}</Text>
          <ul className={styles.classes}>
            {numbers(told.classes.length).map((label) => (
              <li key={label}>
                {label}: {told.classes[label]?.toLocaleString(currentLanguage())}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
