package dev.steward.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the web app: one page for all of its routes, and files whose names change with their
 * content.
 */
@Configuration(proxyBeanMethods = false)
class AppPages implements WebMvcConfigurer {

  private static final String NOT_BUILT = """
  <!doctype html>
  <html lang="en"><head><meta charset="utf-8"><title>Steward</title></head>
  <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto">
  <h1>The web app has not been built</h1>
  <p>The server is running, but it was started with <code>-DskipFrontend</code>. Start it with
  <code>mvn spring-boot:run</code> to have the app built, or use the REST API under
  <code>/api</code>, described at <a href="/v3/api-docs">/v3/api-docs</a>.</p>
  </body></html>
  """;

  private final String[] locations;
  private final ResourceLoader resources;

  AppPages(WebProperties properties, ResourceLoader resources) {
    this.locations = properties.getResources().getStaticLocations();
    this.resources = resources;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    var assets = Arrays.stream(locations).map(location -> location + "assets/");
    registry
      .addResourceHandler("/assets/**")
      .addResourceLocations(assets.toArray(String[]::new))
      .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
  }

  /** Comes after the controllers and before the files. */
  @Bean
  RouterFunction<ServerResponse> appPage() {
    return RouterFunctions.route(
      request ->
        AppPaths.isPage(request.method().name(), request.path(), request.headers().asHttpHeaders()),
      this::page
    );
  }

  private ServerResponse page(ServerRequest request) {
    var response = ServerResponse.ok()
      .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
      // It names the hashed files: an old copy would ask for files that are gone.
      .cacheControl(CacheControl.noCache());
    var index = index();
    return index.isPresent() ? response.body(index.get()) : response.body(NOT_BUILT);
  }

  private Optional<Resource> index() {
    return Arrays.stream(locations)
      .map(location -> resources.getResource(location + "index.html"))
      .filter(Resource::exists)
      .findFirst();
  }
}
