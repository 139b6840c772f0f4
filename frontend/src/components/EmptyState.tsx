// Says why there is nothing here and what to do next.
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** "h1" where this is all of the page. */
  heading?: "h1" | "h2";
  children?: ReactNode;
  action?: ReactNode;
};

export const EmptyState = ({
  icon: Icon,
  title,
  heading: Heading = "h2",
  children,
  action,
}: EmptyStateProps) => (
  <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-14 text-center">
    <span className="mb-1 grid size-10 place-items-center rounded-lg border bg-surface text-accent">
      <Icon className="size-5" strokeWidth={1.6} aria-hidden />
    </span>
    <Heading className="font-semibold text-base">{title}</Heading>
    {children && <div className="text-balance text-muted">{children}</div>}
    {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);
