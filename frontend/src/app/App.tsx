// The providers around every page.
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "@/api/query-client";
import { Notices } from "@/components/Notices";
import { TooltipProvider } from "@/components/ui/tooltip";
import { router } from "./router";

export const App = () => (
  <QueryClientProvider client={queryClient}>
    <TooltipProvider>
      <RouterProvider router={router} />
      <Notices />
    </TooltipProvider>
  </QueryClientProvider>
);
