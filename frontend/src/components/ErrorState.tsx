// The API's own sentence and a way to try again.
import { RotateCw, TriangleAlert } from "lucide-react";
import { sentenceOf } from "@/api/errors";
import { Button } from "./ui/button";

type ErrorStateProps = { error: unknown; onRetry?: () => void };

export const ErrorState = ({ error, onRetry }: ErrorStateProps) => (
  <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-12 text-center">
    <TriangleAlert className="size-5 text-bad" aria-hidden />
    <p>{sentenceOf(error)}</p>
    {onRetry && (
      <Button onClick={onRetry}>
        <RotateCw /> Try again
      </Button>
    )}
  </div>
);
