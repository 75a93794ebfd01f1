import type { MDXContent } from "mdx/types";
import { Children, type ElementType, isValidElement, type ReactElement, type ReactNode } from "react";
import { Apply, Focus, Span, Step, type StepProps, TeacherNotes } from "./blocks";
import { Challenge, type ChallengeProps, Explain, Predict } from "./challengeBlocks";

/** What a lesson's MDX may use. */
export const LESSON_BLOCKS = { Apply, Challenge, Explain, Focus, Predict, Step, TeacherNotes, span: Span } as const;

export interface LessonStep extends StepProps {
  readonly challenges: readonly string[];
}

export interface LessonText {
  readonly steps: readonly LessonStep[];
  readonly notes: ReactNode;
}

type WithChildren = { readonly children?: ReactNode };

/** All elements of one type below a node, in reading order. */
export function elementsOf<P>(node: ReactNode, type: ElementType<P>): ReactElement<P>[] {
  return Children.toArray(node).flatMap((child) => {
    if (!isValidElement<WithChildren>(child)) return [];
    const found = child.type === type ? [child as ReactElement<unknown> as ReactElement<P>] : [];
    return [...found, ...elementsOf(child.props.children, type)];
  });
}

/** Compiled MDX is a function from components to elements, so the steps can be listed without rendering them. */
export const contentOf = (Content: MDXContent): ReactNode => Content({ components: LESSON_BLOCKS });

export function readLesson(Content: MDXContent): LessonText {
  const content = contentOf(Content);
  return {
    steps: elementsOf(content, Step).map(({ props }) => ({
      ...props,
      challenges: elementsOf<ChallengeProps>(props.children, Challenge).map((element) => element.props.id),
    })),
    notes: elementsOf(content, TeacherNotes)[0]?.props.children ?? null,
  };
}
