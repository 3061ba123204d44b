package dev.firewatch;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Elasticsearch keeps its users in an index whose mapping names these by which it takes e-mail addresses apart. They are in a module that the minimal
 * distribution, which Maven Central has, is without. Here they are what Lucene has by these names.
 */
public final class StandInAnalysis extends Plugin implements AnalysisPlugin {
  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "pattern_capture",
        (indexSettings, environment, name, settings) -> new PatternCapture(name, settings),
        "unique",
        (indexSettings, environment, name, settings) -> new Unique(name, settings));
  }

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of(
        "uax_url_email",
        (indexSettings, environment, name, settings) ->
            TokenizerFactory.newFactory(name, UAX29URLEmailTokenizer::new));
  }

  private static final class PatternCapture extends AbstractTokenFilterFactory {
    private final Pattern[] patterns;
    private final boolean preserveOriginal;

    PatternCapture(String name, Settings settings) {
      super(name, settings);
      List<String> texts = settings.getAsList("patterns");
      patterns = texts.stream().map(Pattern::compile).toArray(Pattern[]::new);
      preserveOriginal = settings.getAsBoolean("preserve_original", true);
    }

    @Override
    public TokenStream create(TokenStream input) {
      return new PatternCaptureGroupTokenFilter(input, preserveOriginal, patterns);
    }
  }

  private static final class Unique extends AbstractTokenFilterFactory {
    Unique(String name, Settings settings) {
      super(name, settings);
    }

    @Override
    public TokenStream create(TokenStream input) {
      return new RemoveDuplicatesTokenFilter(input);
    }
  }
}
