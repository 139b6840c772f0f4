// Small tables that need no virtual rows.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const Table = ({ className, ...props }: ComponentProps<"table">) => (
  <table className={cn("w-full border-separate border-spacing-0 text-left", className)} {...props} />
);

export const HeadCell = ({ className, ...props }: ComponentProps<"th">) => (
  <th
    scope="col"
    className={cn("h-7 whitespace-nowrap border-b px-3 font-medium text-muted text-xs", className)}
    {...props}
  />
);

export const Cell = ({ className, ...props }: ComponentProps<"td">) => (
  <td className={cn("h-8 border-b px-3 py-1 align-middle", className)} {...props} />
);
