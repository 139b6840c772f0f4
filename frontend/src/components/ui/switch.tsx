// An on/off switch.
import { Switch as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const Switch = ({ className, ...props }: ComponentProps<typeof Primitive.Root>) => (
  <Primitive.Root
    className={cn(
      "inline-flex h-4 w-7 shrink-0 items-center rounded-full bg-line-strong p-0.5 transition-colors data-[state=checked]:bg-accent disabled:opacity-45",
      className,
    )}
    {...props}
  >
    <Primitive.Thumb className="size-3 rounded-full bg-white transition-transform data-[state=checked]:translate-x-3" />
  </Primitive.Root>
);
