// Buttons. One solid button a view; the rest are quiet.
import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const styles = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium text-sm transition-colors duration-100 disabled:pointer-events-none disabled:opacity-45 aria-disabled:pointer-events-none aria-disabled:opacity-45 [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        solid: "border-transparent bg-accent text-accent-ink hover:bg-accent-strong",
        outline: "border-line-strong bg-raised hover:border-faint hover:bg-hover data-[state=open]:bg-hover",
        ghost:
          "border-transparent text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink",
        danger: "border-transparent bg-bad-solid text-white hover:brightness-110",
        dangerOutline: "border-line-strong bg-raised text-bad hover:border-bad hover:bg-bad-soft",
      },
      size: {
        sm: "h-6 px-2 text-xs",
        md: "h-7 px-2.5",
        lg: "h-9 px-4 text-base",
        icon: "size-7",
        iconSm: "size-6",
      },
    },
    defaultVariants: { look: "outline", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> & VariantProps<typeof styles> & { asChild?: boolean };

export function Button({ look, size, asChild, className, type = "button", ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element type={asChild ? undefined : type} className={cn(styles({ look, size }), className)} {...props} />
  );
}
