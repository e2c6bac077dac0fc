/* A gateway key typed into the page stays in the page: nothing is stored, nothing goes elsewhere. */
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  persistAuthorization: false,
  queryConfigEnabled: false,
  validatorUrl: null,
});
