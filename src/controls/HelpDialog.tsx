import { Anchor, Badge, Kbd, List, Stack, Table, Title } from "@mantine/core";
import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENTS } from "../experiments/declarations";
import { PAGES } from "../experiments/registry";
import { useDeclared, useT } from "../i18n";
import { declaredFiles } from "../stores/files";
import { useLab } from "../stores/labStore";
import { type Command, type CommandId, commandList, keysText } from "./commands";
import styles from "./help.module.css";
import { KEY_GROUPS } from "./keyMap";

const COMMAND_GROUPS = ["run", "edit", "page"] as const;

interface KeyRowsProps {
  readonly title: string;
  readonly rows: readonly (readonly [id: string, keys: string, meaning: string])[];
}

function KeyRows({ title, rows }: KeyRowsProps) {
  return (
    <Table withRowBorders={false} verticalSpacing={2} className={styles.keys}>
      <Table.Caption>{title}</Table.Caption>
      <Table.Tbody>
        {rows.map(([id, keys, meaning]) => (
          <Table.Tr key={id}>
            <Table.Th scope="row">
              {keys.split(", ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Table.Th>
            <Table.Td>{meaning}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Every key: of the page, and of what has the focus. */
function KeyMap({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const params = useLab((state) => state.params);
  const meaningOf = (id: CommandId, command: Command): string =>
    id === "toggleRun" ? `${t("transport.play")} / ${t("transport.pause")}` : t(command.label);
  const views = new Set(Object.values(PAGES[experiment].arrange(params).slots).map((slot) => slot.view));
  return (
    <>
      {COMMAND_GROUPS.map((group) => (
        <KeyRows
          key={group}
          title={t(`commands.${group}`)}
          rows={commandList
            .filter(([, command]) => command.group === group && command.keys.length > 0)
            .map(([id, command]) => [id, keysText(command, t), meaningOf(id, command)])}
        />
      ))}
      {KEY_GROUPS.filter(({ view }) => view === undefined || views.has(view)).map(({ title, keys }) => (
        <KeyRows key={title} title={t(title)} rows={keys.map(([key, meaning]) => [meaning, key, t(meaning)])} />
      ))}
    </>
  );
}

/** Keys, and what the experiment's declaration says about its sources and limits. */
export function HelpDialog({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const say = useDeclared();
  const { validity, sources } = EXPERIMENTS[experiment];
  const files = declaredFiles(experiment);
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t("help.keys")}
      </Title>
      <KeyMap experiment={experiment} />
      <Title order={3} size="h5">
        {t("help.model")}
      </Title>
      <List size="sm" spacing={4}>
        {validity.map(({ note, badge }, index) => (
          <List.Item key={note}>
            {say(`${experiment}.validity.${index}`, note)}{" "}
            {badge === undefined ? null : (
              <Badge size="xs" variant="outline" title={t(`badge.${badge}.doc`)}>
                {t(`badge.${badge}`)}
              </Badge>
            )}
          </List.Item>
        ))}
      </List>
      <Title order={3} size="h5">
        {t("help.sources")}
      </Title>
      <List size="sm" spacing={4}>
        {sources.map(({ citation, doi }) => (
          <List.Item key={citation}>
            {citation}{" "}
            {doi === undefined ? null : (
              <Anchor href={`https://doi.org/${doi}`} target="_blank" rel="noreferrer">
                doi:{doi}
              </Anchor>
            )}
          </List.Item>
        ))}
      </List>
      {files.length === 0 ? null : (
        <>
          <Title order={3} size="h5">
            {t("help.files")}
          </Title>
          <List size="sm" spacing={4}>
            {files.map(([name, file]) => (
              <List.Item key={name}>
                {say(`${experiment}.files.${name}.label`, file.label)} ({file.accept.join(", ")}):{" "}
                {say(`${experiment}.files.${name}.doc`, file.doc)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
