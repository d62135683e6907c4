package dev.steward.process.definition;

import dev.steward.testing.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files on their way to the server, as a person's script or the modeler sends them. */
public final class Upload {

  private static final String BOUNDARY = "----files-of-a-test";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  public static Upload of(String name, String content) {
    return new Upload().with(name, content);
  }

  public Upload with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public Upload with(String name, byte[] content) {
    part("name=\"files\"; filename=\"" + name + "\"", content);
    return this;
  }

  /** A file for the field of a form. */
  public static Upload attaching(String field, String name, String type, byte[] content) {
    var upload = new Upload().having("field", field);
    upload.part("name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: " + type, content);
    return upload;
  }

  Upload commented(String comment) {
    return having("comment", comment);
  }

  /** A value beside the files. */
  public Upload having(String name, String value) {
    part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Api.Answer deploy(String base, String person) {
    return send(commented("A test").body, base + "/api/deployments", person);
  }

  Api.Answer check(String base, String person) {
    return send(body, base + "/api/deployments/check", person);
  }

  public Api.Answer to(String address, String person) {
    return send(body, address, person);
  }

  public Api.Answer to(String address, String person, String password) {
    return send(body, address, person, password);
  }

  static byte[] zip(String name, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static Api.Answer send(ByteArrayOutputStream body, String address, String person) {
    return send(body, address, person, person);
  }

  private static Api.Answer send(
    ByteArrayOutputStream body,
    String address,
    String person,
    String password
  ) {
    var credentials = (person + ":" + password).getBytes(StandardCharsets.UTF_8);
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    try {
      var response = HTTP.send(
        HttpRequest.newBuilder(URI.create(address))
          .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
          .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
          .POST(HttpRequest.BodyPublishers.ofByteArray(whole.toByteArray()))
          .build(),
        BodyHandlers.ofString()
      );
      return new Api.Answer(
        "POST " + address,
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Content-Type")
      );
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void part(String disposition, byte[] content) {
    body.writeBytes(
      "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n"
        .formatted(BOUNDARY, disposition)
        .getBytes(StandardCharsets.UTF_8)
    );
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }
}
