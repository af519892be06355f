// A log to try the reading with. It is made up, row by row, and says so wherever it is offered; two of its rows are
// faulty on purpose, so that one sees what becomes of such rows.

const ROWS = [
  "date,model,provider,num_images,size,quality,user",
  "2026-05-02,gpt-image-2,openai,120,1024x1024,high,web",
  "2026-05-02,gpt-image-2,openai,800,1024x1024,medium,web",
  "2026-05-09,flux-2-pro,fal,2400,1024x1024,,batch",
  "2026-05-16,flux-2-pro,fal,300,2048x2048,,print",
  "2026-05-23,gemini-3-pro-image,google,450,1024x1024,,web",
  "2026-06-06,gpt-image-2,openai,950,1024x1024,medium,web",
  "2026-06-06,flux-2-pro,,1800,1024x1024,,batch",
  "2026-06-13,seedream-4.5,fal,600,1024x1024,,web",
  "2026-06-20,flux-2-prp,fal,75,1024x1024,,typing error",
  "2026-06-27,gemini-3-pro-image,google,none,1024x1024,,no count",
  "2026-06-30,grok-imagine-quality,vercel,220,1024x1024,,web",
];

export const EXAMPLE_LOG = `${ROWS.join("\n")}\n`;
