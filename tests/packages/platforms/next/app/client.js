"use client";

import { useEffect, useState } from "react";
import { figures } from "./figures";

export function Client() {
  const [text, setText] = useState("");
  useEffect(() => {
    figures().then(setText, (error) => setText(JSON.stringify(String(error))));
  }, []);
  return <output>{text}</output>;
}
