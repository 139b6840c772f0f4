// The product's mark.
export const Mark = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 20 20" fill="none" className={className} aria-hidden="true">
    <rect width="20" height="20" rx="5" fill="#0f5e63" />
    <path d="M5 6.5h6.5a3.5 3.5 0 0 1 0 7H8.5" stroke="#fff" strokeWidth="1.8" strokeLinecap="round" />
    <path d="M5 13.5h.01M5 10h4" stroke="#8fd6d0" strokeWidth="1.8" strokeLinecap="round" />
  </svg>
);
