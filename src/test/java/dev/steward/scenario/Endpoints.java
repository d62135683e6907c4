package dev.steward.scenario;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Everything that is mapped: our controllers, Flowable's servlets, actuator, springdoc, the demo systems. */
final class Endpoints {

  private Endpoints() {}

  record Endpoint(String method, String pattern) {}

  static List<Endpoint> of(ApplicationContext application) {
    var engines = application
      .getBeansOfType(ServletRegistrationBean.class)
      .values()
      .stream()
      .filter(servlet -> servlet.getServlet() instanceof DispatcherServlet)
      .flatMap(servlet -> ofServlet((ServletRegistrationBean<?>) servlet));
    return Stream.concat(mapped(application, ""), engines)
      .distinct()
      .sorted(Comparator.comparing(Endpoint::pattern).thenComparing(Endpoint::method))
      .toList();
  }

  private static Stream<Endpoint> ofServlet(ServletRegistrationBean<?> registration) {
    var context = ((DispatcherServlet) registration.getServlet()).getWebApplicationContext();
    if (context == null) {
      throw new IllegalStateException(registration + " has not been asked for anything yet");
    }
    return registration
      .getUrlMappings()
      .stream()
      .map(mapping -> mapping.replaceFirst("/\\*$", "").replaceFirst("^/$", ""))
      .filter(path -> !path.isEmpty())
      .flatMap(path -> mapped(context, path));
  }

  private static Stream<Endpoint> mapped(ApplicationContext context, String path) {
    return context
      .getBeansOfType(RequestMappingInfoHandlerMapping.class)
      .values()
      .stream()
      .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
      .flatMap(info -> of(info, path));
  }

  private static Stream<Endpoint> of(RequestMappingInfo info, String path) {
    var methods = info.getMethodsCondition().getMethods();
    var known = methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods;
    return info
      .getPatternValues()
      .stream()
      .flatMap(pattern ->
        known.stream().map(method -> new Endpoint(method.name(), path + pattern))
      );
  }
}
