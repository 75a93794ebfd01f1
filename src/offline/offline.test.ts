import { describe, expect, it } from "vitest";
import type { Notice } from "../stores/notices";
import { watchVersions } from "./offline";

/** A page and its registration, as far as versions are concerned. */
function page(controlled: boolean) {
  const worker = (state: string) => Object.assign(new EventTarget(), { state, postMessage: () => {} });
  const container = Object.assign(new EventTarget(), { controller: controlled ? worker("activated") : null });
  const registration = Object.assign(new EventTarget(), { active: container.controller, waiting: worker("installed") });
  const said: Notice[] = [];
  let reloads = 0;
  watchVersions(registration as unknown as ServiceWorkerRegistration, {
    container: container as unknown as ServiceWorkerContainer,
    notify: (notice) => said.push(notice),
    reload: () => reloads++,
  });
  return { registration, container, said, reloads: () => reloads };
}

const taken = (container: EventTarget) => container.dispatchEvent(new Event("controllerchange"));

describe("another service worker takes the page over", () => {
  it("is no news at the first visit, and news after that", () => {
    const { container, said } = page(false);
    taken(container);
    expect(said).toEqual([]);
    taken(container);
    expect(said.map(({ text }) => text)).toEqual([{ key: "offline.changed" }]);
  });

  it("is told where another tab has let it in, and reloads only when somebody says so", () => {
    const { container, said, reloads } = page(true);
    taken(container);
    expect(said).toHaveLength(2);
    expect(reloads()).toBe(0);
    said[1]?.action?.run();
    expect(reloads()).toBe(1);
  });

  it("is not told where this page has let it in, which reloads", () => {
    const { registration, container, said, reloads } = page(true);
    said[0]?.action?.run();
    registration.waiting.state = "activated";
    registration.waiting.dispatchEvent(new Event("statechange"));
    taken(container);
    expect(said).toHaveLength(1);
    expect(reloads()).toBe(1);
  });
});
