// The site of .ci/site. Titles and the order of pages; what pages say stands in the Markdown files.
const page = (text, name) => ({ text, link: `/docs/${name}` });

export default {
  title: 'Coppice',
  description: 'Cuts pretrained segmentation networks back: ONNX in, smaller ONNX out',
  srcDir: 'pages',
  outDir: '../site',
  markdown: { html: false },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      page('Getting started', 'getting-started'),
      page('Commands', 'commands'),
      page('Results', 'results/'),
      { text: 'Release notes', link: '/CHANGELOG' },
    ],
    sidebar: [
      {
        text: 'Begin',
        items: [
          { text: 'What Coppice is', link: '/' },
          page('Getting started', 'getting-started'),
          page('How it works', 'how-it-works'),
          page('Recipes', 'recipes'),
          page('Questions', 'faq'),
          page('Other tools', 'comparison'),
        ],
      },
      {
        text: 'Use',
        items: [
          page('Commands', 'commands'),
          page('Data', 'data'),
          page('Network cards', 'cards'),
          page('Classifiers', 'classifiers'),
          page('Budgets', 'budget'),
          page('Plans', 'plans'),
          page('Criteria', 'criteria'),
          page('Schedules', 'schedules'),
          page('Training', 'training'),
          page('Checkpoints', 'checkpoints'),
          page('Sweeps', 'sweeps'),
          { text: 'Sweeps on Spark', link: '/spark/' },
          page('Reports', 'report'),
          page('Spectral analysis', 'analysis'),
          page('Block annotation', 'annotation'),
        ],
      },
      {
        text: 'Look up',
        items: [
          page('Formats', 'formats'),
          page('ONNX', 'onnx'),
          page('Keras', 'keras'),
          page('Deeplearning4j', 'dl4j'),
          page('Operators', 'operators'),
          page('JSON schemas', 'schemas/'),
          page('Examples in Java', 'examples/'),
          page('Results', 'results/'),
          page('Security', 'security'),
          { text: 'Release notes', link: '/CHANGELOG' },
        ],
      },
      {
        text: 'Contribute',
        items: [
          { text: 'Contributing', link: '/CONTRIBUTING' },
          page('Architecture', 'architecture'),
          page('Extending', 'extending'),
          page('Decisions', 'adr/'),
          page('Release', 'release'),
        ],
      },
    ],
  },
};
