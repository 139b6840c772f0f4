// A text of somebody else's: as it is, or as sanitized HTML in our own type.
import { useCallback } from "react";
import { isHtml, sanitize } from "@/lib/html";

const LOOK =
  "overflow-x-auto break-words [&_a]:text-accent [&_a]:underline [&_blockquote]:border-l-2 [&_blockquote]:pl-3 " +
  "[&_h1,&_h2,&_h3,&_h4]:my-2 [&_h1,&_h2,&_h3,&_h4]:font-semibold [&_hr]:my-3 [&_li]:ml-5 [&_ol]:list-decimal " +
  "[&_p]:my-2 [&_td]:pr-2 [&_td]:align-top [&_th]:pr-2 [&_th]:text-left [&_ul]:list-disc";

export function Html({ text }: { text: string }) {
  const fill = useCallback((place: HTMLElement | null) => place?.replaceChildren(sanitize(text)), [text]);
  return isHtml(text) ? (
    <div ref={fill} className={LOOK} />
  ) : (
    <p className="whitespace-pre-wrap break-words">{text}</p>
  );
}
