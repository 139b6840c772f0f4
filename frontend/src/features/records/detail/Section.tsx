// A titled part of the detail panel, and the rows of names and values in it.
import type { ReactNode } from "react";

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode };

export const Section = ({ title, aside, children }: SectionProps) => (
  <section aria-label={title} className="border-b px-4 py-3 last:border-b-0">
    <div className="mb-2 flex items-baseline gap-2">
      <h3 className="font-semibold text-xs">{title}</h3>
      <span className="ml-auto text-faint text-xs">{aside}</span>
    </div>
    {children}
  </section>
);

export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">{children}</dl>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }) =>
  children === null || children === undefined || children === "" ? null : (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
