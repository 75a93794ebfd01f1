import { EXPERIMENT_IDS, OUTLINES } from "../../workers/outlines";
import "@mantine/spotlight/styles.css";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { useEffect } from "react";
import { useLocation } from "wouter";
import type { ExperimentId } from "../../workers/catalog";
import { isOpenClass } from "../../workers/params/page";
import { isActive } from "../../workers/params/validate";
import { startAction, useActions } from "../controls/ActionBar";
import { type Command, commandList, keysText } from "../controls/commands";
import type { ExperimentPage } from "../experiments/_page";
import { EXPERIMENTS } from "../experiments/declarations";
import { visibleArrangement } from "../experiments/visible";
import { useDeclared, useT } from "../i18n";
import { applyPreset, focusView, showParameter } from "../stores/actions";
import { showsParameter, showsPart, useClassroom } from "../stores/classroom";
import { paramSpecs, useLab } from "../stores/labStore";
import { useView } from "../stores/viewStore";
import { SearchIcon } from "../ui/icons";

interface Props {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
}

/** Every command, action, parameter, preset, view and experiment by its name. */
export default function Palette({ experiment, page }: Props) {
  const asked = useView((state) => state.paletteAsked);
  const t = useT();
  const say = useDeclared();
  const [, navigate] = useLocation();
  const lab = useLab();
  const offered = useActions({ experiment, page });
  const classroom = useClassroom();
  const actions = showsPart(classroom, "actions") ? offered : [];
  const presets = showsPart(classroom, "presets") ? Object.entries(EXPERIMENTS[experiment].presets) : [];

  useEffect(() => {
    if (!asked) return;
    useView.setState({ paletteAsked: false });
    spotlight.open();
  }, [asked]);

  const commands = (group: Command["group"]): SpotlightActionGroupData => ({
    group: t(`commands.${group}`),
    actions: commandList
      .filter(([id, command]) => command.group === group && id !== "palette" && (command.enabled?.(lab) ?? true))
      .map(([id, command]) => ({
        id,
        label: t(command.label),
        description: keysText(command, t),
        onClick: command.run,
      })),
  });

  const groups: SpotlightActionGroupData[] = [
    commands("run"),
    {
      group: t("commands.actions"),
      actions: actions.map(([name, spec]) => ({
        id: `action:${name}`,
        label: say(`${experiment}.actions.${name}.label`, spec.label),
        description: say(`${experiment}.actions.${name}.doc`, spec.doc),
        keywords: [name, spec.label],
        onClick: () => startAction(name, spec),
      })),
    },
    commands("edit"),
    {
      group: t("commands.parameters"),
      actions: paramSpecs(experiment)
        .filter((spec) => isActive(spec, lab.params) && showsParameter(classroom, spec.path))
        .map((spec) => ({
          id: `param:${spec.path}`,
          label: say(`${experiment}.params.${spec.path}.label`, spec.label),
          description: say(`${experiment}.params.${spec.path}.doc`, spec.doc),
          keywords: [spec.path, spec.label],
          onClick: () => showParameter(spec.path),
        })),
    },
    {
      group: t("commands.presets"),
      actions: presets.map(([id, preset]) => ({
        id: `preset:${id}`,
        label: say(`${experiment}.presets.${id}.label`, preset.label),
        description: say(`${experiment}.presets.${id}.doc`, preset.doc),
        keywords: [id, preset.label],
        onClick: () => void applyPreset(id),
      })),
    },
    {
      group: t("commands.views"),
      actions: Object.entries(visibleArrangement(page.arrange(lab.params), classroom.views).slots).map(
        ([name, slot]) => ({
          id: `view:${name}`,
          label: t(slot.title),
          description: t(slot.doc),
          onClick: () => focusView(name),
        }),
      ),
    },
    commands("page"),
    {
      group: t("commands.experiments"),
      actions: (isOpenClass(classroom) ? EXPERIMENT_IDS : []).map((id) => ({
        id: `experiment:${id}`,
        label: say(`${id}.title`, OUTLINES[id].title),
        description: say(`${id}.summary`, OUTLINES[id].summary),
        onClick: () => navigate(`/${id}`),
      })),
    },
  ];

  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight="60vh"
      attributes={{ content: { "aria-label": t("commands.palette") } }}
      // What scrolls can be scrolled by keys.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": t("commands.palette") } }}
      nothingFound={t("commands.empty")}
      searchProps={{
        leftSection: <SearchIcon />,
        placeholder: t("commands.search"),
        "aria-label": t("commands.search"),
      }}
    />
  );
}
