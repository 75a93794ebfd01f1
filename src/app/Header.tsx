import { ActionIcon, Button, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { OUTLINES } from "../../workers/outlines";
import { COMMANDS } from "../controls/commands";
import { SoundButton, SoundItems } from "../controls/Sound";
import { LANGUAGES, type Language, useDeclared, useLanguage, useT } from "../i18n";
import { leaveClass, showsPanel, useClassroom, usePart } from "../stores/classroom";
import { chooseLanguage } from "../stores/language";
import { openDialog, openPalette, toggleLesson, useView } from "../stores/viewStore";
import {
  AutoIcon,
  CompareIcon,
  ExportIcon,
  HelpIcon,
  LessonIcon,
  MenuIcon,
  MoonIcon,
  SearchIcon,
  ShareIcon,
  SlidersIcon,
  SunIcon,
} from "../ui/icons";
import { COMPARISON } from "../ui/theme";
import type { LayoutKind } from "../ui/useLayoutKind";
import styles from "./header.module.css";

const SCHEMES = { auto: AutoIcon, light: SunIcon, dark: MoonIcon } as const;

function ThemeMenu({ size }: { readonly size: number }) {
  const t = useT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = SCHEMES[colorScheme];
  return (
    <Menu position="bottom-end" withArrow shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={size} aria-label={t("header.theme")} title={t("header.theme")}>
          <Icon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(["auto", "light", "dark"] as const).map((scheme) => {
          const SchemeIcon = SCHEMES[scheme];
          return (
            <Menu.Item
              key={scheme}
              leftSection={<SchemeIcon />}
              aria-current={scheme === colorScheme}
              onClick={() => setColorScheme(scheme)}
            >
              {t(`header.theme.${scheme}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

const SHORT: Readonly<Record<Language, string>> = { en: "EN", "pt-BR": "PT" };

function LanguageSwitch() {
  const t = useT();
  const language = useLanguage();
  return (
    <fieldset className={styles.languages} aria-label={t("header.language")}>
      {(Object.keys(LANGUAGES) as Language[]).map((id) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={id === language}
          aria-label={`${SHORT[id]}: ${LANGUAGES[id]}`}
          title={LANGUAGES[id]}
          onClick={() => void chooseLanguage(id)}
        >
          {SHORT[id]}
        </button>
      ))}
    </fieldset>
  );
}

function PhoneMenu({ experiments }: { readonly experiments: ReactNode }) {
  const t = useT();
  const share = usePart("share");
  const compare = usePart("compare");
  const free = useClassroom((state) => state.mode === "free");
  return (
    <Menu
      position="bottom-end"
      withArrow
      shadow="md"
      width={240}
      // Where it scrolls, keys must reach what is below.
      menuItemTabIndex={0}
      classNames={{ item: styles.touchItem, dropdown: styles.long }}
    >
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("header.more")}>
          <MenuIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {free ? (
          <Menu.Item leftSection={<SlidersIcon />} onClick={leaveClass}>
            {t("class.showAll")}
          </Menu.Item>
        ) : null}
        {experiments}
        {compare ? (
          <Menu.Item leftSection={<CompareIcon />} onClick={COMMANDS.compare.run}>
            {t("compare.open")}
          </Menu.Item>
        ) : null}
        {share ? (
          <>
            <Menu.Item leftSection={<ShareIcon />} onClick={COMMANDS.share.run}>
              {t("header.share")}
            </Menu.Item>
            <Menu.Item leftSection={<ExportIcon />} onClick={COMMANDS.export.run}>
              {t("header.export")}
            </Menu.Item>
          </>
        ) : null}
        <Menu.Item leftSection={<SearchIcon />} onClick={openPalette}>
          {t("commands.palette")}
        </Menu.Item>
        <SoundItems />
        <Menu.Item leftSection={<HelpIcon />} onClick={() => openDialog("help")}>
          {t("header.help")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ActionProps {
  readonly id?: string;
  readonly icon: ReactNode;
  readonly label: string;
  /** Only the icon is shown. */
  readonly compact: boolean;
  /** For what opens and closes. */
  readonly expanded?: boolean;
  readonly onClick: () => void;
}

function Action({ id, icon, label, compact, expanded, onClick }: ActionProps) {
  if (compact) {
    return (
      <ActionIcon id={id} variant="subtle" color="gray" size={32} aria-label={label} title={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    );
  }
  return (
    <Button
      id={id}
      size="compact-sm"
      variant={expanded ? "light" : "subtle"}
      color={expanded ? undefined : "gray"}
      leftSection={icon}
      aria-expanded={expanded}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

interface Props {
  readonly experiment: ExperimentId;
  readonly kind: LayoutKind;
  /** Menu items that lead to the experiments, for screens without a rail. */
  readonly experiments: ReactNode;
}

export function Header({ experiment, kind, experiments }: Props) {
  const t = useT();
  const say = useDeclared();
  const lessonOpen = useView((state) => state.lessonOpen);
  const parametersOpen = useView((state) => state.parametersOpen);
  const title = say(`${experiment}.title`, OUTLINES[experiment].title);
  const lesson = usePart("lesson");
  const compare = usePart("compare");
  const share = usePart("share");
  const free = useClassroom((state) => state.mode === "free");
  const panel = useClassroom(showsPanel);
  const themeFixed = useClassroom((state) => state.theme !== undefined);
  const languageFixed = useClassroom((state) => state.lang !== undefined);
  const phone = kind === "phone";
  const tablet = kind === "tablet";
  return (
    <header className={styles.header} data-kind={kind}>
      <div className={styles.brand}>
        <span className={styles.name}>{t("app.name")}</span>
        <span className={styles.slash} aria-hidden="true">
          /
        </span>
        <h1 className={styles.title}>{title}</h1>
      </div>
      <nav className={styles.actions} aria-label={t("header.menu")}>
        {phone ? null : (
          <>
            {free ? (
              <Action icon={<SlidersIcon />} label={t("class.showAll")} compact={false} onClick={leaveClass} />
            ) : null}
            {lesson ? (
              <Action
                icon={<LessonIcon />}
                label={t("header.lesson")}
                expanded={lessonOpen}
                compact={false}
                onClick={toggleLesson}
              />
            ) : null}
            {compare ? (
              <Action
                icon={<CompareIcon />}
                id={COMPARISON}
                label={t("compare.open")}
                compact={tablet}
                onClick={COMMANDS.compare.run}
              />
            ) : null}
            {share ? (
              <>
                <Action icon={<ShareIcon />} label={t("header.share")} compact={tablet} onClick={COMMANDS.share.run} />
                <Action
                  icon={<ExportIcon />}
                  label={t("header.export")}
                  compact={tablet}
                  onClick={COMMANDS.export.run}
                />
              </>
            ) : null}
            {tablet && panel ? (
              <Action
                icon={<SlidersIcon />}
                label={t("header.parameters")}
                expanded={parametersOpen}
                compact={false}
                onClick={() => useView.setState({ parametersOpen: !parametersOpen })}
              />
            ) : null}
            <Action icon={<SearchIcon />} label={t("commands.palette")} compact onClick={openPalette} />
          </>
        )}
        {phone ? null : <SoundButton size={32} />}
        {themeFixed ? null : <ThemeMenu size={phone ? 44 : 32} />}
        {languageFixed ? null : <LanguageSwitch />}
        {phone ? (
          <PhoneMenu experiments={experiments} />
        ) : (
          <Action icon={<HelpIcon />} label={t("header.help")} compact onClick={() => openDialog("help")} />
        )}
      </nav>
    </header>
  );
}
