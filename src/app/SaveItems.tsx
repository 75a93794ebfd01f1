import { Menu } from "@mantine/core";
import type { RefObject } from "react";
import { saveSvg, startVideo, stopVideo, useVideoFault } from "../controls/saveMedia";
import { type SavedView, saveCsv, savePicture } from "../controls/saveView";
import { useT } from "../i18n";
import { useRecording } from "../stores/recording";
import { ExportIcon, PictureIcon, VideoIcon } from "../ui/icons";
import styles from "./recording.module.css";

interface Props {
  readonly view: SavedView;
  readonly name: string;
  readonly card: RefObject<HTMLElement | null>;
}

/** The items of a view's menu that save what it shows. */
export function SaveItems({ view, name, card }: Props) {
  const t = useT();
  const fault = useVideoFault(name);
  const recording = useRecording((state) => state.recording?.slot === name);
  return (
    <>
      <Menu.Label>{t("media.save")}</Menu.Label>
      <Menu.Item leftSection={<PictureIcon />} onClick={() => void savePicture(view, card.current)}>
        {t("export.picture")}
      </Menu.Item>
      <Menu.Item leftSection={<PictureIcon />} onClick={() => void saveSvg(view, card.current)}>
        {t("media.svg")}
      </Menu.Item>
      <Menu.Item
        leftSection={<VideoIcon />}
        disabled={fault !== null}
        onClick={() => (recording ? stopVideo() : void startVideo(view, name))}
      >
        {t(recording ? "media.stopRecording" : "media.record")}
        {fault === null ? null : <div className={styles.reason}>{t(fault)}</div>}
      </Menu.Item>
      <Menu.Item leftSection={<ExportIcon />} onClick={() => void saveCsv(view)}>
        {t("export.csv")}
      </Menu.Item>
    </>
  );
}
