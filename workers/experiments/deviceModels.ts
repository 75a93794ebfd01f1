import type { DeviceModel } from "../devices/_device";
import { exponentialUpdate } from "../devices/exponentialUpdate";
import { heo } from "../devices/heo";
import { hp } from "../devices/hp";
import { ideal } from "../devices/ideal";
import { pcmAccumulative } from "../devices/pcmAccumulative";
import { pcmInference } from "../devices/pcmInference";
import { pcmPulse } from "../devices/pcmPulse";
import { poissonSwitch } from "../devices/poissonSwitch";
import { rram } from "../devices/rram";
import { sonos } from "../devices/sonos";
import { vteam } from "../devices/vteam";
import { yakopcic } from "../devices/yakopcic";
import { placed } from "../params/placed";
import { type Condition, group } from "../params/schema";

/** Every model of a device: benches and arrays loop over them. */
export const DEVICE_MODELS = {
  hp,
  vteam,
  yakopcic,
  rram,
  poissonSwitch,
  pcmPulse,
  pcmAccumulative,
  pcmInference,
  sonos,
  heo,
  exponentialUpdate,
  ideal,
} as const satisfies Record<string, DeviceModel>;

export type DeviceId = keyof typeof DEVICE_MODELS;

export const deviceModels = Object.values(DEVICE_MODELS) as readonly DeviceModel[];

export const deviceModel = (id: DeviceId): DeviceModel => DEVICE_MODELS[id];

/** A group for each model, named as its id, shown while `conditions` hold and the parameter at `choice` is that id. */
export const modelGroups = (choice: string, conditions: readonly Condition[]) =>
  Object.fromEntries(
    deviceModels.map(({ id, schema }) => [
      id,
      group(placed(schema.shape, id, "device", [...conditions, { path: choice, in: [id] }])),
    ]),
  ) as Record<DeviceId, ReturnType<typeof group>>;
