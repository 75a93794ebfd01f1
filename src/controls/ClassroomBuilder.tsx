import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Radio,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { useEffect, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { OUTLINES } from "../../workers/outlines";
import { type ClassSettings, PARTS, type PageState, type Part } from "../../workers/params/page";
import { isActive } from "../../workers/params/validate";
import type { ExperimentPage } from "../experiments/_page";
import { LANGUAGES, useDeclared, useLanguage, useT } from "../i18n";
import { groupName } from "../i18n/groupName";
import { LESSONS } from "../lessons/lessons";
import { readLesson } from "../lessons/readLesson";
import { paramSpecs, useLab } from "../stores/labStore";
import { presentPage } from "../stores/shown";
import { copyText } from "../ui/download";
import { frameSnippet, LEAST_FRAME, MOST_FRAME } from "./frameSnippet";
import { LinkField } from "./LinkField";
import { paramKey } from "./ParamRow";
import { type Shared, useLink } from "./sharedLink";

interface Props {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
  readonly shared: Shared;
  /** For a frame in another page. */
  readonly embed: boolean;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

interface ChecksProps {
  readonly label: string;
  readonly groups: readonly OptionGroup[];
  readonly chosen: readonly string[];
  /** A third choice beside all and none. */
  readonly main?: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A list of boxes to tick, with buttons for all, none and the main ones. */
function Checks({ label, groups, chosen, main, onChange }: ChecksProps) {
  const t = useT();
  const all = groups.flatMap(({ options }) => options.map(({ value }) => value));
  const set = (value: string, on: boolean) =>
    onChange(all.filter((other) => (other === value ? on : chosen.includes(other))));
  const button = (text: string, values: readonly string[]) => (
    <Button size="compact-sm" variant="default" aria-label={`${label}: ${text}`} onClick={() => onChange(values)}>
      {text}
    </Button>
  );
  return (
    <Fieldset legend={`${label} (${chosen.length}/${all.length})`} p="sm">
      <Stack gap="xs">
        <Group gap="xs">
          {button(t("class.all"), all)}
          {button(t("class.none"), [])}
          {main === undefined ? null : button(t("class.main"), main)}
        </Group>
        <Stack gap={6} mah={220} style={{ overflowY: "auto" }} tabIndex={0} role="group" aria-label={label}>
          {groups.map((group) => (
            <Stack key={group.label} gap={6}>
              {group.label === "" ? null : (
                <Text size="xs" fw={650}>
                  {group.label}
                </Text>
              )}
              {group.options.map((option) => (
                <Checkbox
                  key={option.value}
                  size="sm"
                  label={option.label}
                  checked={chosen.includes(option.value)}
                  onChange={(event) => set(option.value, event.currentTarget.checked)}
                />
              ))}
            </Stack>
          ))}
        </Stack>
      </Stack>
    </Fieldset>
  );
}

function useParameterGroups({ experiment, page }: Pick<Props, "experiment" | "page">): readonly OptionGroup[] {
  const say = useDeclared();
  const params = useLab((state) => state.params);
  const specs = paramSpecs(experiment).filter((spec) => isActive(spec, params));
  const option = ({ path, label }: (typeof specs)[number]): Option => ({
    value: path,
    label: say(`${paramKey(experiment, path)}.label`, label),
  });
  const t = useT();
  const first = new Set([page.primary, ...page.upFront]);
  const ids = [...new Set(specs.filter(({ path }) => !first.has(path)).map(({ group }) => group))];
  return [
    { label: t("params.front"), options: specs.filter(({ path }) => first.has(path)).map(option) },
    ...ids.map((id) => ({
      label: say(`${experiment}.groups.${id}`, groupName(id)),
      options: specs.filter(({ group, path }) => group === id && !first.has(path)).map(option),
    })),
  ].filter(({ options }) => options.length > 0);
}

/** Steps of the lesson with their titles; none until they are there. */
function useLessonSteps(experiment: ExperimentId): readonly Option[] {
  const language = useLanguage();
  const [steps, setSteps] = useState<readonly Option[]>([]);
  useEffect(() => {
    let wanted = true;
    LESSONS[experiment].content[language]().then(
      ({ default: content }) => {
        if (wanted) setSteps(readLesson(content).steps.map(({ id, title }) => ({ value: id, label: title })));
      },
      // A link without a step is still a link.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [experiment, language]);
  return steps;
}

function Frame({ link, title }: { readonly link: string; readonly title: string }) {
  const t = useT();
  // As typed: on the way to 640 a person types 6.
  const [width, setWidth] = useState<string | number>(640);
  const [height, setHeight] = useState<string | number>(420);
  const [copied, setCopied] = useState("");
  const size = (value: string | number, least: number) =>
    Math.max(least, Math.min(MOST_FRAME, Math.round(Number(value)) || least));
  const snippet =
    link === "" ? "" : frameSnippet(link, title, size(width, LEAST_FRAME.width), size(height, LEAST_FRAME.height));
  return (
    <Stack gap="sm">
      <Group gap="sm" grow>
        <NumberInput
          label={t("embed.width")}
          value={width}
          min={LEAST_FRAME.width}
          max={MOST_FRAME}
          clampBehavior="none"
          onChange={setWidth}
          onBlur={() => setWidth(size(width, LEAST_FRAME.width))}
        />
        <NumberInput
          label={t("embed.height")}
          value={height}
          min={LEAST_FRAME.height}
          max={MOST_FRAME}
          clampBehavior="none"
          onChange={setHeight}
          onBlur={() => setHeight(size(height, LEAST_FRAME.height))}
        />
      </Group>
      <Textarea
        readOnly
        autosize
        maxRows={6}
        label={t("embed.snippet")}
        value={snippet}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="sm">
        <Button
          disabled={snippet === ""}
          onClick={() => void copyText(snippet).then((ok) => setCopied(ok ? snippet : ""))}
        >
          {t(copied !== "" && copied === snippet ? "share.copied" : "embed.copy")}
        </Button>
        {link === "" ? null : (
          <Button component="a" variant="default" href={link} target="_blank" rel="noopener">
            {t("class.open")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Chooses what a class, or a frame in another page, gets to see and to change; the result is a link. */
export default function ClassroomBuilder({ experiment, page, shared, embed }: Props) {
  const t = useT();
  const say = useDeclared();
  const groups = useParameterGroups({ experiment, page });
  const params = useLab((state) => state.params);
  const slots = Object.entries(page.arrange(params).slots);
  const steps = useLessonSteps(experiment);
  const allPaths = groups.flatMap(({ options }) => options.map(({ value }) => value));
  const main = allPaths.filter((path) => page.upFront.includes(path));
  const [mode, setMode] = useState<"locked" | "free">("locked");
  const [paths, setPaths] = useState<readonly string[]>(embed ? [] : main);
  const [views, setViews] = useState<readonly string[]>(slots.map(([name]) => name));
  const [parts, setParts] = useState<readonly string[]>(embed ? ["transport"] : ["lesson", "transport"]);
  const [step, setStep] = useState("");
  const [lang, setLang] = useState("");
  const [theme, setTheme] = useState("");

  const show = PARTS.filter((part): part is Part => parts.includes(part));
  const bare = embed && paths.length === 0 && show.every((part) => part === "transport");
  const settings: ClassSettings = {
    mode: bare ? null : mode,
    params: allPaths.every((path) => paths.includes(path)) ? "all" : [...paths],
    views: slots.every(([name]) => views.includes(name)) ? "all" : [...views],
    show: [...show],
    embed,
    ...(lang === "" ? {} : { lang }),
    ...(theme === "light" || theme === "dark" ? { theme } : {}),
  };
  const present = presentPage(shared.run);
  const shown: PageState = {
    ...(shared.run ? { run: true } : {}),
    ...(present.speed === undefined ? {} : { speed: present.speed }),
    ...(show.includes("lesson") && step !== "" ? { lesson: step === "first" ? "" : step } : {}),
  };
  const link = useLink(
    () => (views.length === 0 ? Promise.resolve("") : shared.link({ page: shown, classroom: settings })),
    JSON.stringify([shared.moment?.record.step, shown, settings]),
  );
  const title = `Synaptarium: ${say(`${experiment}.title`, OUTLINES[experiment].title)}`;

  return (
    <Stack gap="sm">
      <Text size="sm">{t(embed ? "embed.text" : "class.text")}</Text>
      {embed ? null : (
        <Radio.Group
          value={mode}
          onChange={(value) => setMode(value === "free" ? "free" : "locked")}
          label={t("class.mode")}
        >
          <Stack gap={6} mt={6}>
            <Radio value="locked" label={t("class.mode.locked")} />
            <Radio value="free" label={t("class.mode.free")} />
          </Stack>
        </Radio.Group>
      )}
      <Checks label={t("class.parameters")} groups={groups} chosen={paths} main={main} onChange={setPaths} />
      <Checks
        label={t("class.views")}
        groups={[{ label: "", options: slots.map(([name, slot]) => ({ value: name, label: t(slot.title) })) }]}
        chosen={views}
        onChange={setViews}
      />
      {views.length === 0 ? (
        <Text size="sm" c="var(--danger-ink)" role="alert">
          {t("class.noView")}
        </Text>
      ) : null}
      <Checks
        label={t("class.parts")}
        groups={[
          {
            label: "",
            options: (embed ? (["presets", "actions", "transport"] as const) : PARTS).map((part) => ({
              value: part,
              label: t(embed && part === "transport" ? "embed.run" : `class.part.${part}`),
            })),
          },
        ]}
        chosen={parts}
        onChange={setParts}
      />
      {!embed && show.includes("lesson") ? (
        <NativeSelect
          label={t("class.lesson")}
          description={t("class.lessonDoc")}
          value={step}
          onChange={(event) => setStep(event.currentTarget.value)}
          data={[
            { value: "", label: t("class.lessonClosed") },
            { value: "first", label: t("class.lessonOpen") },
            ...steps.map((option, index) => ({ value: option.value, label: `${index + 1}. ${option.label}` })),
          ]}
        />
      ) : null}
      <Group grow gap="sm">
        <NativeSelect
          label={t("header.language")}
          value={lang}
          onChange={(event) => setLang(event.currentTarget.value)}
          data={[
            { value: "", label: t("class.own") },
            ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
          ]}
        />
        <NativeSelect
          label={t("header.theme")}
          value={theme}
          onChange={(event) => setTheme(event.currentTarget.value)}
          data={[
            { value: "", label: t("class.own") },
            { value: "light", label: t("header.theme.light") },
            { value: "dark", label: t("header.theme.dark") },
          ]}
        />
      </Group>
      {embed ? <Frame link={link} title={title} /> : <LinkField link={link} moment={shared.moment} opens />}
    </Stack>
  );
}
