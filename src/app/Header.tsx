import { ActionIcon, Button, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { EXPERIMENTS, type ExperimentId } from "../../workers/catalog";
import { COMMANDS } from "../controls/commands";
import { LANGUAGES, type Language, useDeclared, useLanguage, useT } from "../i18n";
import { chooseLanguage } from "../stores/language";
import { openDialog, openPalette, toggleLesson, useView } from "../stores/viewStore";
import {
  AutoIcon,
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
  return (
    <Menu position="bottom-end" withArrow shadow="md" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("header.more")}>
          <MenuIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {experiments}
        <Menu.Item leftSection={<ShareIcon />} onClick={COMMANDS.share.run}>
          {t("header.share")}
        </Menu.Item>
        <Menu.Item leftSection={<ExportIcon />} onClick={COMMANDS.export.run}>
          {t("header.export")}
        </Menu.Item>
        <Menu.Item leftSection={<SearchIcon />} onClick={openPalette}>
          {t("commands.palette")}
        </Menu.Item>
        <Menu.Item leftSection={<HelpIcon />} onClick={() => openDialog("help")}>
          {t("header.help")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ActionProps {
  readonly icon: ReactNode;
  readonly label: string;
  /** Only the icon is shown. */
  readonly compact: boolean;
  /** For what opens and closes. */
  readonly expanded?: boolean;
  readonly onClick: () => void;
}

function Action({ icon, label, compact, expanded, onClick }: ActionProps) {
  if (compact) {
    return (
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} title={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    );
  }
  return (
    <Button
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
  const title = say(`${experiment}.title`, EXPERIMENTS[experiment].title);
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
            <Action
              icon={<LessonIcon />}
              label={t("header.lesson")}
              expanded={lessonOpen}
              compact={false}
              onClick={toggleLesson}
            />
            <Action icon={<ShareIcon />} label={t("header.share")} compact={tablet} onClick={COMMANDS.share.run} />
            <Action icon={<ExportIcon />} label={t("header.export")} compact={tablet} onClick={COMMANDS.export.run} />
            {tablet ? (
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
        <ThemeMenu size={phone ? 44 : 32} />
        <LanguageSwitch />
        {phone ? (
          <PhoneMenu experiments={experiments} />
        ) : (
          <Action icon={<HelpIcon />} label={t("header.help")} compact onClick={() => openDialog("help")} />
        )}
      </nav>
    </header>
  );
}
