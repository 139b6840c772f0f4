// Small tables that need no virtual rows.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const Table = ({ className, ...props }: ComponentProps<"table">) => (
  <table className={cn("w-full border-separate border-spacing-0 text-left", className)} {...props} />
);

export const Row = ({ className, ...props }: ComponentProps<"tr">) => (
  <tr className={cn("bg-surface hover:bg-hover", className)} {...props} />
);

export const HeadCell = ({ className, ...props }: ComponentProps<"th">) => (
  <th
    scope="col"
    className={cn(
      "sticky top-0 z-10 h-7 whitespace-nowrap border-b bg-sunken px-2 font-medium lg:px-3 text-muted text-xs",
      className,
    )}
    {...props}
  />
);

export const Cell = ({ className, ...props }: ComponentProps<"td">) => (
  <td className={cn("h-8 border-b px-2 py-1 align-middle lg:px-3", className)} {...props} />
);

/** The last column: stays in sight when a wide table is scrolled sideways. */
export const ActionsHead = () => (
  <HeadCell className="right-0">
    <span className="sr-only">Actions</span>
  </HeadCell>
);

export const ActionsCell = ({ className, ...props }: ComponentProps<"td">) => (
  <Cell className={cn("sticky right-0 bg-inherit text-right", className)} {...props} />
);
