import { Anchor, Badge, Kbd, List, Stack, Table, Title } from "@mantine/core";
import { EXPERIMENTS, type ExperimentId } from "../../workers/catalog";
import { useDeclared, useT } from "../i18n";
import { declaredFiles } from "../stores/files";
import { commandList, keysText } from "./commands";

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
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          {commandList
            .filter(([, command]) => command.keys.length > 0)
            .map(([id, command]) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Kbd>{keysText(command, t)}</Kbd>
                </Table.Td>
                <Table.Td>{t(command.label)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
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
