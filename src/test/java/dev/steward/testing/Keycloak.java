package dev.steward.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/**
 * A real Keycloak with the realm that Steward ships, some people and some clients. Its distribution comes from Maven Central, by
 * Maven itself; it runs on a free port in a process of its own, with a database in memory of that process's lifetime.
 */
public final class Keycloak implements AutoCloseable {

  private static final String VERSION = "26.7.3";
  private static final String ARTIFACT = "org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip";
  private static final Path FOLDER = Path.of("target/keycloak").toAbsolutePath();
  private static final Path HOME = FOLDER.resolve("keycloak-" + VERSION);
  private static final Path REALM = Path.of("docker/steward-realm.json");
  private static final Path LOG = FOLDER.resolve("keycloak.log");
  private static final String ADMIN = "test-admin";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newBuilder()
    .connectTimeout(Duration.ofSeconds(5))
    .build();

  private final int port;
  private final Process process;

  private Keycloak(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** What was not there, so that the tests cannot run. */
  public static final class NotAvailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private NotAvailableException(String message) {
      super(message);
    }
  }

  /**
   * Starts it and does not wait.
   *
   * @param steward where the application under test will be
   * @throws NotAvailableException where it is neither on this machine nor can be downloaded
   */
  public static Keycloak start(String steward) throws NotAvailableException, IOException {
    install();
    deleteRecursively(HOME.resolve("data"));
    var realms = Files.createDirectories(HOME.resolve("data/import"));
    Files.writeString(realms.resolve("steward-realm.json"), realm(steward).toString());
    int port = freePort();
    var builder = new ProcessBuilder(
      HOME.resolve("bin/kc.sh").toString(),
      "start-dev",
      "--import-realm",
      "--http-host=127.0.0.1",
      "--http-port=" + port
    )
      .redirectErrorStream(true)
      .redirectOutput(LOG.toFile());
    var environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
    environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    return new Keycloak(port, builder.start());
  }

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public static String password(String user) {
    return "the-password-of-" + user;
  }

  public String issuer() {
    return "http://localhost:" + port + "/realms/steward";
  }

  public static String secret(String client) {
    return "the-secret-of-" + client;
  }

  public void awaitStart() {
    var end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (System.nanoTime() < end) {
      try {
        if (send("GET", issuer(), null, null).statusCode() == 200) {
          return;
        }
      } catch (UncheckedIOException e) {
        // Not yet.
      }
      try {
        if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("Keycloak did not start, see " + LOG);
  }

  /** An access token of an application. */
  public String tokenOf(String client) {
    return token(
      Map.of(
        "grant_type",
        "client_credentials",
        "client_id",
        client,
        "client_secret",
        secret(client)
      )
    )
      .path("access_token")
      .asText();
  }

  /** The tokens of a person, through a client that may take passwords, which the shipped realm has none of. */
  public JsonNode tokensOf(String person, String client) {
    return token(
      Map.of(
        "grant_type",
        "password",
        "client_id",
        client,
        "client_secret",
        secret(client),
        "username",
        person,
        "password",
        password(person),
        "scope",
        "openid"
      )
    );
  }

  /**
   * Runs what the compose file runs once.
   *
   * @return what it printed; the last word is how it ended
   */
  public String setUp(String firstUser) throws IOException, InterruptedException {
    var kcadm = HOME.resolve("bin/kcadm.sh");
    if (!kcadm.toFile().setExecutable(true)) {
      throw new IOException("kcadm.sh cannot be made executable");
    }
    var builder = new ProcessBuilder("bash", "docker/keycloak-setup.sh").redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("KCADM", kcadm.toString());
    environment.put("KEYCLOAK_URL", "http://localhost:" + port);
    environment.put("KEYCLOAK_ADMIN", ADMIN);
    environment.put("KEYCLOAK_ADMIN_PASSWORD", ADMIN);
    environment.put("STEWARD_KEYCLOAK_CLIENT_SECRET", secret("steward"));
    environment.put("PROMETHEUS_CLIENT_SECRET", secret("prometheus"));
    environment.put("FIRST_USER", firstUser);
    environment.put("FIRST_USER_PASSWORD", password(firstUser));
    var setup = builder.start();
    var printed = new String(setup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return printed + setup.waitFor();
  }

  /** A token of another realm of the same server. */
  public String tokenOfMaster() {
    return adminToken();
  }

  public void enable(String person, boolean enabled) {
    var user = (ObjectNode) user(person);
    user.put("enabled", enabled);
    admin("PUT", "/users/" + user.path("id").asText(), user);
  }

  /** Gives or takes one of the realm's roles. */
  public void role(String person, String role, boolean held) {
    var found = admin("GET", "/roles/" + role, null);
    admin(
      held ? "POST" : "DELETE",
      "/users/" + id(person) + "/role-mappings/realm",
      JSON.createArrayNode().add(found)
    );
  }

  /** Gives or takes a permission, a role of Steward's client. */
  public void permission(String person, String permission, boolean held) {
    var client = admin("GET", "/clients?clientId=steward", null).path(0).path("id").asText();
    var found = admin("GET", "/clients/" + client + "/roles/" + permission, null);
    admin(
      held ? "POST" : "DELETE",
      "/users/" + id(person) + "/role-mappings/clients/" + client,
      JSON.createArrayNode().add(found)
    );
  }

  public void group(String person, String path, boolean member) {
    var group = admin("GET", "/group-by-path" + path, null)
      .path("id")
      .asText();
    admin(member ? "PUT" : "DELETE", "/users/" + id(person) + "/groups/" + group, null);
  }

  /** It takes connections and answers nothing, until it is thawed. */
  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() throws Exception {
    thaw();
    var started = process.descendants().toList();
    process.destroy();
    started.forEach(ProcessHandle::destroy);
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void signal(String name) {
    var pids = new ArrayList<>(List.of("kill", "-" + name, String.valueOf(process.pid())));
    process.descendants().forEach(started -> pids.add(String.valueOf(started.pid())));
    try {
      new ProcessBuilder(pids).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String id(String person) {
    return user(person).path("id").asText();
  }

  private JsonNode user(String person) {
    return admin("GET", "/users?exact=true&username=" + person, null).path(0);
  }

  private JsonNode admin(String method, String path, JsonNode body) {
    var url = issuer().replace("/realms/", "/admin/realms/") + path;
    var response = send(
      method,
      url,
      "Bearer " + adminToken(),
      body == null ? null : body.toString()
    );
    if (response.statusCode() > 299) {
      throw new IllegalStateException(method + " " + path + " → " + response.body());
    }
    return read(response.body());
  }

  private String adminToken() {
    var body = form(
      Map.of(
        "grant_type",
        "password",
        "client_id",
        "admin-cli",
        "username",
        ADMIN,
        "password",
        ADMIN
      )
    );
    var url =
      issuer().replace("/realms/steward", "/realms/master") + "/protocol/openid-connect/token";
    return read(send("POST", url, null, body).body())
      .path("access_token")
      .asText();
  }

  private JsonNode token(Map<String, String> parameters) {
    var response = send(
      "POST",
      issuer() + "/protocol/openid-connect/token",
      null,
      form(parameters)
    );
    if (response.statusCode() != 200) {
      throw new IllegalStateException("No token: " + response.body());
    }
    return read(response.body());
  }

  private static String form(Map<String, String> parameters) {
    return parameters
      .entrySet()
      .stream()
      .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
      .collect(Collectors.joining("&"));
  }

  private static HttpResponse<String> send(
    String method,
    String url,
    String authorization,
    String body
  ) {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      var isJson = body.startsWith("{") || body.startsWith("[");
      request.header(
        "Content-Type",
        isJson ? "application/json" : "application/x-www-form-urlencoded"
      );
    }
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The realm as it ships, reachable from where the application under test is, with people and clients. */
  private static JsonNode realm(String steward) throws IOException {
    var text = Files.readString(REALM).replace("http://localhost:8080", steward);
    var realm = (ObjectNode) JSON.readTree(text);
    ((ObjectNode) realm.path("clients").path(0)).put("secret", secret("steward"));
    var all = realm
      .at("/roles/client/steward")
      .valueStream()
      .map(permission -> permission.path("name").asText())
      .toList();
    realm
      .withArray("users")
      .add(person("approver", List.of("approver"), List.of("/sales", "/sales-approvers"), all))
      .add(person("operator", List.of("operator"), List.of("/operations"), all))
      .add(person("auditor", List.of("auditor"), List.of("/auditors"), List.of()))
      .add(person("wanderer", List.of("analyst"), List.of("/process-analysts"), all))
      .add(person("leaver", List.of("approver"), List.of("/sales-approvers"), all))
      .add(person("stranger", List.of(), List.of(), List.of()))
      .add(person("system", List.of("operator"), List.of(), all))
      .add(account("lead-intake", all));
    realm
      .withArray("clients")
      .add(client("lead-intake", "steward"))
      .add(idTokensForSteward(client("script", "steward")))
      .add(shortLived(client("brief", "steward")))
      .add(client("narrow", "steward").put("fullScopeAllowed", false))
      .add(client("elsewhere", null));
    return realm;
  }

  private static ObjectNode person(
    String name,
    List<String> roles,
    List<String> groups,
    List<String> permissions
  ) {
    var person = JSON.createObjectNode()
      .put("username", name)
      .put("enabled", true)
      .put("firstName", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
      .put("lastName", "Tester")
      .put("email", name + "@tester.example")
      .put("emailVerified", true);
    person.set("realmRoles", JSON.valueToTree(roles));
    person.set("groups", JSON.valueToTree(groups));
    person.set("clientRoles", JSON.valueToTree(Map.of("steward", permissions)));
    person.putArray("credentials").addObject().put("type", "password").put("value", password(name));
    return person;
  }

  private static ObjectNode account(String client, List<String> permissions) {
    var account = JSON.createObjectNode()
      .put("username", "service-account-" + client)
      .put("enabled", true)
      .put("serviceAccountClientId", client);
    account.set("realmRoles", JSON.valueToTree(List.of("app")));
    account.set("clientRoles", JSON.valueToTree(Map.of("steward", permissions)));
    return account;
  }

  private static ObjectNode client(String id, String scope) {
    var client = JSON.createObjectNode()
      .put("clientId", id)
      .put("secret", secret(id))
      .put("publicClient", false)
      .put("standardFlowEnabled", false)
      .put("directAccessGrantsEnabled", true)
      .put("serviceAccountsEnabled", true)
      .put("fullScopeAllowed", true);
    client.set("defaultClientScopes", JSON.valueToTree(scope == null ? List.of() : List.of(scope)));
    client.putArray("optionalClientScopes");
    return client;
  }

  /** So that nothing but their kind speaks against its ID tokens. */
  private static ObjectNode idTokensForSteward(ObjectNode client) {
    client
      .putArray("protocolMappers")
      .addObject()
      .put("name", "audience of ID tokens")
      .put("protocol", "openid-connect")
      .put("protocolMapper", "oidc-audience-mapper")
      .putObject("config")
      .put("included.client.audience", "steward")
      .put("id.token.claim", "true");
    return client;
  }

  private static ObjectNode shortLived(ObjectNode client) {
    client.putObject("attributes").put("access.token.lifespan", "1");
    return client;
  }

  private static void install() throws NotAvailableException, IOException {
    if (Files.exists(HOME.resolve("complete"))) {
      return;
    }
    deleteRecursively(FOLDER);
    Files.createDirectories(FOLDER);
    try (var zip = new ZipInputStream(Files.newInputStream(distribution()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = FOLDER.resolve(entry.getName()).normalize();
        if (!file.startsWith(FOLDER)) {
          throw new IOException("Not below the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    if (!HOME.resolve("bin/kc.sh").toFile().setExecutable(true)) {
      throw new IOException("kc.sh cannot be made executable");
    }
    // Last: an interrupted install is done again.
    Files.createFile(HOME.resolve("complete"));
  }

  /** Through Maven, and so from wherever this build gets its artifacts, and kept where it keeps them. */
  private static Path distribution() throws NotAvailableException, IOException {
    var log = FOLDER.resolve("download.log");
    var command = new ArrayList<>(
      List.of(
        "mvn",
        "-B",
        "-ntp",
        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
        "-Dartifact=" + ARTIFACT,
        "-DoutputDirectory=" + FOLDER
      )
    );
    // Surefire tells where it is.
    Optional.ofNullable(System.getProperty("localRepository")).ifPresent(folder ->
      command.add("-Dmaven.repo.local=" + folder)
    );
    var maven = new ProcessBuilder(command)
      .directory(FOLDER.toFile())
      .redirectErrorStream(true)
      .redirectOutput(log.toFile())
      .start();
    try {
      if (!maven.waitFor(10, TimeUnit.MINUTES)) {
        maven.destroyForcibly();
        throw new NotAvailableException("no Keycloak within 10 minutes, see " + log);
      }
    } catch (InterruptedException e) {
      maven.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    var zip = FOLDER.resolve("keycloak-quarkus-dist-" + VERSION + ".zip");
    if (maven.exitValue() != 0 || !Files.exists(zip)) {
      throw new NotAvailableException(ARTIFACT + " cannot be downloaded, see " + log);
    }
    return zip;
  }

  private static void deleteRecursively(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
