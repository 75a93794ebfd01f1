import { Button, CloseButton, FileButton, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { assetsIn, readAsset } from "../../workers/params/assets";
import { getParam } from "../../workers/params/validate";
import type { DataSummary, SimError } from "../../workers/protocol";
import { currentLanguage, useDeclared, useT } from "../i18n";
import { applyDataFiles, arrange, editsOf, examine, openNeeded, type ReadFile, stillNeeded } from "../stores/data";
import { dataFilesOf } from "../stores/files";
import { useLab } from "../stores/labStore";
import { useNeeded } from "../stores/needed";
import { errorText, notify } from "../stores/notices";
import { openDialog, useView } from "../stores/viewStore";
import { assetLine, sizeText } from "./assetLine";
import { DataPreview } from "./DataPreview";
import styles from "./data.module.css";

/** A file on its way: not read yet, refused, or read. */
type Progress = "reading" | SimError | ReadFile;

const isRead = (progress: Progress | undefined): progress is ReadFile =>
  typeof progress === "object" && "asset" in progress;

/** The same for a file that was chosen twice. */
const keyOf = ({ name, size, lastModified }: File): string => `${name} ${size} ${lastModified}`;

/** Reads files one after another, each once. */
function useReadFiles(): ReadonlyMap<File, Progress> {
  const files = useView((state) => state.dataFiles);
  const [progress, setProgress] = useState<ReadonlyMap<File, Progress>>(new Map());
  const begun = useRef(new Set<File>());
  const queue = useRef(Promise.resolve());
  useEffect(() => {
    for (const file of files) {
      if (begun.current.has(file)) continue;
      begun.current.add(file);
      queue.current = queue.current.then(async () => {
        const outcome = await examine(file);
        setProgress((now) => new Map([...now, [file, outcome]]));
        if (!isRead(outcome) || useNeeded.getState().needed === null || (await stillNeeded()).length > 0) return;
        useView.setState({ dialog: null, dataFiles: [] });
        await openNeeded();
      });
    }
  }, [files]);
  return useMemo(() => {
    const once = [...new Map(files.map((file) => [keyOf(file), file])).values()];
    return new Map(once.map((file) => [file, progress.get(file) ?? "reading"]));
  }, [files, progress]);
}

function useSummaryText(): (summary: DataSummary) => string {
  const t = useT();
  return ({ kind, count, side }) => t(`data.${kind}`, { n: count.toLocaleString(currentLanguage()), side });
}

interface RowProps {
  readonly file: File;
  readonly progress: Progress;
  readonly role: string | null;
  readonly roles: readonly (readonly [name: string, label: string])[];
  readonly onRole: (name: string | null) => void;
}

function Row({ file, progress, role, roles, onRole }: RowProps) {
  const t = useT();
  const summaryText = useSummaryText();
  const remove = () =>
    useView.setState(({ dataFiles }) => ({ dataFiles: dataFiles.filter((other) => keyOf(other) !== keyOf(file)) }));
  const state =
    progress === "reading" ? t("data.reading") : isRead(progress) ? summaryText(progress.summary) : errorText(progress);
  return (
    <li className={styles.file}>
      <div>
        <span className={styles.name}>{file.name}</span>{" "}
        <Text span size="sm" c="dimmed">
          {sizeText(file.size)}
        </Text>
        <Text size="sm" role={isRead(progress) ? undefined : progress === "reading" ? "status" : "alert"}>
          {state}
        </Text>
      </div>
      {isRead(progress) ? (
        <NativeSelect
          className={styles.role}
          aria-label={t("data.role", { name: file.name })}
          data={[{ value: "", label: t("data.unused") }, ...roles.map(([value, label]) => ({ value, label }))]}
          value={role ?? ""}
          onChange={(event) => onRole(event.currentTarget.value === "" ? null : event.currentTarget.value)}
        />
      ) : (
        <span />
      )}
      <CloseButton aria-label={t("data.remove", { name: file.name })} onClick={remove} />
    </li>
  );
}

function Needs() {
  const t = useT();
  const needed = useNeeded((state) => state.needed);
  return needed === null ? null : (
    <div className={styles.needs}>
      <Text size="sm">{t("data.needs")}</Text>
      <ul className={styles.list}>
        {needed.assets.map((asset) => (
          <li key={asset.digest}>{assetLine(asset)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Loading data files: what each of them holds, what it is for, and how its pictures look, before it is used. */
export function DataDialog({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const say = useDeclared();
  const progress = useReadFiles();
  const [chosen, setChosen] = useState<ReadonlyMap<File, string | null>>(new Map());
  const [fault, setFault] = useState<SimError | null>(null);
  const [busy, setBusy] = useState(false);
  const params = useLab((state) => state.params);
  const loaded = assetsIn(params).length > 0;
  const declared = dataFilesOf(experiment);
  const labelOf = (name: string) =>
    say(`${experiment}.files.${name}.label`, declared.find(([other]) => other === name)?.[1].label ?? name);

  const read = [...progress].flatMap(([file, state]) => (isRead(state) ? [{ file, state }] : []));
  const places = arrange(
    declared,
    read.map(({ state }) => state),
  );
  const roleOf = new Map(read.map(({ file }, k) => [file, chosen.get(file) ?? places[k] ?? null]));
  for (const [file, role] of chosen) if (roleOf.has(file)) roleOf.set(file, role);
  const used = new Map(
    read.flatMap(({ file, state }) => {
      const role = roleOf.get(file);
      return role === null || role === undefined ? [] : [[role, state] as const];
    }),
  );
  const twice = [...roleOf.values()].filter((role) => role !== null).length > used.size;
  const summaryAt = (set: "train" | "test", kind: "images" | "labels") =>
    declared.flatMap(([name, spec]) => {
      const state = used.get(name);
      return spec.set === set && spec.holds.includes(kind) && state !== undefined ? [state.summary] : [];
    })[0];
  const [pictures, labels] = [
    summaryAt("train", "images") ?? summaryAt("test", "images"),
    summaryAt("train", "images") === undefined ? summaryAt("test", "labels") : summaryAt("train", "labels"),
  ];
  const lacksLabels = pictures?.kind === "images" && labels === undefined;

  const add = (files: readonly File[]) => {
    setFault(null);
    useView.setState(({ dataFiles }) => ({ dataFiles: [...dataFiles, ...files] }));
  };
  const apply = async (values: ReadonlyMap<string, string>) => {
    setBusy(true);
    const edits =
      values.size === 0 ? declared.map(([, spec]) => ({ path: spec.asset, value: "" })) : editsOf(declared, values);
    const before = useLab.getState().past.length;
    const refused = await applyDataFiles(edits);
    setBusy(false);
    setFault(refused);
    if (refused !== null || useLab.getState().past.length === before) return;
    openDialog(null);
    useView.setState({ dataFiles: [] });
    if (values.size > 0) notify({ tone: "success", title: "data.loaded" });
  };

  return (
    <Stack gap="sm">
      <Text size="sm">{t("data.text")}</Text>
      <Needs />
      <Group gap="xs">
        <FileButton multiple onChange={add}>
          {(props) => (
            <Button variant="default" {...props}>
              {t("data.choose")}
            </Button>
          )}
        </FileButton>
        {loaded ? (
          <Button variant="default" disabled={busy} onClick={() => void apply(new Map())}>
            {t("data.back")}
          </Button>
        ) : null}
      </Group>
      {loaded && progress.size === 0 ? (
        <ul className={styles.list}>
          {declared.flatMap(([name, spec]) => {
            const asset = readAsset(getParam(params, spec.asset));
            return asset === null ? [] : [<li key={name}>{`${labelOf(name)}: ${assetLine(asset)}`}</li>];
          })}
        </ul>
      ) : null}
      <ul className={styles.files}>
        {[...progress].map(([file, state]) => (
          <Row
            key={keyOf(file)}
            file={file}
            progress={state}
            role={roleOf.get(file) ?? null}
            roles={declared
              .filter(([, spec]) => isRead(state) && spec.holds.includes(state.summary.kind))
              .map(([name]) => [name, labelOf(name)])}
            onRole={(role) => setChosen((now) => new Map([...now, [file, role]]))}
          />
        ))}
      </ul>
      {pictures === undefined ? null : <DataPreview pictures={pictures} labels={labels} />}
      {lacksLabels || twice ? <Text size="sm">{t(twice ? "data.twice" : "data.lacksLabels")}</Text> : null}
      {fault === null ? null : (
        <p className={styles.fault} role="alert">
          {errorText(fault)}
        </p>
      )}
      {progress.size === 0 ? null : (
        <Group className={styles.use}>
          <Button
            loading={busy}
            disabled={used.size === 0 || twice || lacksLabels || [...progress.values()].includes("reading")}
            onClick={() => void apply(new Map([...used].map(([name, { asset }]) => [name, asset])))}
          >
            {t("data.use")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
