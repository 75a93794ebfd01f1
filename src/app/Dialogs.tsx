import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { DataDialog } from "../controls/DataDialog";
import { ExportDialog } from "../controls/ExportDialog";
import { FileDialog } from "../controls/FileDialog";
import { HelpDialog } from "../controls/HelpDialog";
import { RunsDialog } from "../controls/RunsDialog";
import { ShareDialog } from "../controls/ShareDialog";
import { UnfinishedDialog } from "../controls/UnfinishedDialog";
import type { ExperimentPage } from "../experiments/_page";
import { type ShellKey, useT } from "../i18n";
import { openDialog, useView } from "../stores/viewStore";

interface FrameProps {
  readonly opened: boolean;
  readonly title: ShellKey;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame({ opened, title, onClose, children }: FrameProps) {
  const t = useT();
  // A dialog gives the focus back to where it was when it opened, and does not count as opening what is open from the start.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <Modal
      opened={opened && ready}
      onClose={onClose}
      title={t(title)}
      size="lg"
      closeButtonProps={{ "aria-label": t("dialog.close") }}
      // The page has its banner; the head of a dialog is none.
      attributes={{ header: { role: "presentation" } }}
    >
      {children}
    </Modal>
  );
}

/** The dialogs of the page, loaded when the first one is opened. */
export default function Dialogs({
  experiment,
  page,
}: {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
}) {
  const dialog = useView((state) => state.dialog);
  const dropped = useView((state) => state.dropped);
  const close = () => openDialog(null);
  const [file] = dropped;
  return (
    <>
      <Frame opened={dialog === "share"} title="share.title" onClose={close}>
        <ShareDialog experiment={experiment} page={page} />
      </Frame>
      <Frame opened={dialog === "export"} title="export.title" onClose={close}>
        <ExportDialog experiment={experiment} page={page} />
      </Frame>
      <Frame opened={dialog === "runs"} title="compare.title" onClose={close}>
        <RunsDialog experiment={experiment} />
      </Frame>
      <Frame opened={dialog === "unfinished"} title="unfinished.title" onClose={close}>
        <UnfinishedDialog />
      </Frame>
      <Frame
        opened={dialog === "data"}
        title="data.title"
        onClose={() => useView.setState({ dialog: null, dataFiles: [] })}
      >
        <DataDialog experiment={experiment} />
      </Frame>
      <Frame opened={dialog === "help"} title="help.title" onClose={close}>
        <HelpDialog experiment={experiment} />
      </Frame>
      <Frame
        opened={file !== undefined}
        title="file.title"
        onClose={() => useView.setState({ dropped: dropped.slice(1) })}
      >
        {file === undefined ? null : <FileDialog key={file.name} experiment={experiment} file={file} />}
      </Frame>
    </>
  );
}
