// The API's own sentence and a way to try again, or another way out where trying again cannot help.

import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { sentenceOf } from "@/api/errors";
import { Button } from "./ui/button";

type ErrorStateProps = { error: unknown; onRetry?: () => void; action?: ReactNode };

export const ErrorState = ({ error, onRetry, action }: ErrorStateProps) => (
  <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-12 text-center">
    <TriangleAlert className="size-5 text-bad" aria-hidden />
    <p>{sentenceOf(error)}</p>
    {action}
    {onRetry && (
      <Button onClick={onRetry}>
        <RotateCw /> Try again
      </Button>
    )}
  </div>
);
