import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { notify } from "../stores/notices";
import { ErrorBoundary } from "../ui/ErrorBoundary";

/** Parts of the page that are loaded when they are first shown, and may be asked for again where that failed. */

export interface LazyProps {
  /** Shown until the part is there, and where it cannot be shown. */
  readonly waiting?: ReactNode;
  /**
   * Told when the part cannot be shown, to take back what asked for it. Returns how to ask again, or null where nobody
   * asked and nothing is said.
   */
  readonly onFail?: () => (() => void) | null;
  /** Stands in the place of the part that failed, instead of a notice. */
  readonly failed?: (error: Error, retry: () => void) => ReactNode;
}

/** What every part that failed and still stands on the page does to try again. */
const retries = new Set<() => void>();

interface FailedProps extends Pick<LazyProps, "onFail"> {
  readonly error: Error;
  readonly retry: () => void;
}

function Failed({ error, retry, onFail }: FailedProps) {
  const said = useRef(false);
  useEffect(() => {
    retries.add(retry);
    return () => {
      retries.delete(retry);
    };
  }, [retry]);
  useEffect(() => {
    if (said.current) return;
    said.current = true;
    const again = onFail?.();
    if (again === null) return;
    notify({
      tone: "error",
      title: "error.part",
      text: { key: "error.partText", values: { message: error.message } },
      stays: true,
      action: {
        label: "view.retry",
        run: () => {
          again?.();
          for (const other of [...retries]) other();
        },
      },
    });
  }, [error, onFail]);
  return null;
}

/**
 * A component of its own file. A part that cannot be loaded leaves the rest of the page as it is; it is loaded anew when
 * somebody tries again or when it is shown the next time.
 */
export function lazily<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P & LazyProps> {
  // React keeps what a lazy component failed with, so another attempt needs another component.
  const attempt = (): ComponentType<P> =>
    lazy(() =>
      load().catch((error: unknown) => {
        present = attempt();
        throw error;
      }),
    );
  let present = attempt();

  return function Part({ waiting = null, onFail, failed, ...props }: P & LazyProps) {
    const [Content, show] = useState(() => present);
    return (
      <ErrorBoundary
        fallback={(error, clear) => {
          const retry = () => {
            show(() => present);
            clear();
          };
          if (failed !== undefined) return failed(error, retry);
          return (
            <>
              {waiting}
              <Failed error={error} retry={retry} onFail={onFail} />
            </>
          );
        }}
      >
        <Suspense fallback={waiting}>
          <Content {...(props as unknown as P)} />
        </Suspense>
      </ErrorBoundary>
    );
  };
}
