import { ActionIcon, Menu, Popover, SegmentedControl, Stack, Text, Tooltip } from "@mantine/core";
import { useT } from "../i18n";
import { type SoundState, toggleSound, useSound } from "../sound/soundStore";
import { ChevronIcon, SoundIcon, SoundOffIcon } from "../ui/icons";
import { RangeSlider } from "../ui/RangeSlider";
import { COMMANDS, keysText } from "./commands";
import styles from "./sound.module.css";

const VOLUMES = 10;

const hear = (of: SoundState["of"]): void => useSound.setState({ of });

function Settings() {
  const t = useT();
  const { of, volume } = useSound();
  return (
    <Stack gap={10} w={220}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("sound.of")}
        value={of}
        onChange={(value) => hear(value as SoundState["of"])}
        data={(["neuron", "all"] as const).map((value) => ({ value, label: t(`sound.of.${value}`) }))}
      />
      <Text size="xs" c="dimmed">
        {t(`sound.of.${of}.doc`)}
      </Text>
      <div className={styles.volume}>
        <span aria-hidden="true">{t("sound.volume")}</span>
        <RangeSlider
          label={t("sound.volume")}
          position={Math.round(volume * VOLUMES)}
          positions={VOLUMES}
          valueText={`${Math.round(volume * 100)} %`}
          onMove={(position) => useSound.setState({ volume: position / VOLUMES })}
          onDone={() => {}}
        />
      </div>
    </Stack>
  );
}

/** Turns the sound of spikes on and off, and says whose while it is on. */
export function SoundButton({ size }: { readonly size: number }) {
  const t = useT();
  const on = useSound((state) => state.on);
  return (
    <>
      <Tooltip label={`${t("sound.toggle")} (${keysText(COMMANDS.sound, t)})`} openDelay={500}>
        <ActionIcon
          variant={on ? "light" : "subtle"}
          color={on ? undefined : "gray"}
          size={size}
          aria-label={t("sound.toggle")}
          aria-pressed={on}
          aria-keyshortcuts={COMMANDS.sound.keys[0]?.aria}
          data-command="sound"
          onClick={COMMANDS.sound.run}
        >
          {on ? <SoundIcon /> : <SoundOffIcon />}
        </ActionIcon>
      </Tooltip>
      {on ? (
        <Popover position="bottom-end" withArrow trapFocus shadow="md">
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={t("sound.settings")}
              title={t("sound.settings")}
            >
              <ChevronIcon width={14} height={14} className={styles.down} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown aria-label={t("sound.settings")}>
            <Settings />
          </Popover.Dropdown>
        </Popover>
      ) : null}
    </>
  );
}

/** The same as items of a menu, for screens without room for a button. */
export function SoundItems() {
  const t = useT();
  const { on, of } = useSound();
  const other = of === "neuron" ? "all" : "neuron";
  return (
    <>
      <Menu.Item leftSection={on ? <SoundIcon /> : <SoundOffIcon />} onClick={() => void toggleSound()}>
        {t(on ? "sound.turnOff" : "sound.toggle")}
      </Menu.Item>
      {on ? (
        <Menu.Item leftSection={<SoundIcon />} onClick={() => hear(other)}>
          {t(`sound.of.${other}`)}
        </Menu.Item>
      ) : null}
    </>
  );
}
