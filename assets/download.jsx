// A chart to keep: the same drawing as a file.
import { useState } from "react";
import { savePng } from "./downloads.js";

const PNG_WIDTH = 2000;

export function Download({ chartId }) {
  const [failed, setFailed] = useState(false);
  const palette = () => (document.documentElement.classList.contains("dark") ? "dark" : "light");
  const png = async () => {
    setFailed(false);
    try {
      const answer = await fetch(`/charts/${chartId}/wheel.svg?palette=${palette()}`);
      if (!answer.ok) throw new Error(answer.statusText);
      await savePng(await answer.text(), PNG_WIDTH, "chart.png");
    } catch {
      setFailed(true);
    }
  };
  return (
    <details className="download">
      <summary className="quiet">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14" />
        </svg>
        Download
      </summary>
      <div className="download-kinds">
        <a className="quiet" href={`/charts/${chartId}/wheel.svg?palette=light&download=1`} download>
          SVG
        </a>
        <button type="button" className="quiet" onClick={png}>
          PNG
        </button>
        <a className="quiet" href={`/charts/${chartId}/chart.json`} download>
          JSON
        </a>
      </div>
      <p role="status" className="error">
        {failed ? "The picture could not be made. Try again." : ""}
      </p>
    </details>
  );
}
