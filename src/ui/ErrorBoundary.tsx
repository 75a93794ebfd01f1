import { Component, type ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  /** What stands in for the part that failed; `retry` draws it again. */
  readonly fallback: (error: Error, retry: () => void) => ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** Keeps a fault in one part of the page from taking down the rest. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(cause: unknown): State {
    return { error: cause instanceof Error ? cause : new Error(String(cause)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : this.props.fallback(error, () => this.setState({ error: null }));
  }
}
