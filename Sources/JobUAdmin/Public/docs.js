// Swagger UI, where the operator gave a folder with its files. It asks nobody but this service.
const place = document.getElementById("swagger-ui");
const { theme } = document.documentElement.dataset;
const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.classList.toggle("dark-mode", isDark);

window.SwaggerUIBundle({
  url: place.dataset.url, domNode: place, validatorUrl: null, docExpansion: "none", defaultModelsExpandDepth: -1, syntaxHighlight: false,
});
